import { escape } from './html.ts';
import openapi from './openapi.json' with { type: 'json' };

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly default?: string | number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

interface Content {
  readonly description?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Operation {
  readonly summary?: string;
  readonly operationId?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema: Schema;
  }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

/** The OpenAPI document as a page to read; it needs no script. */
export function docsPage(): string {
  const paths = Object.entries(openapi.paths as unknown as Record<string, Record<string, Operation>>);
  const operations = paths.flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const links = operations.map(
    ({ path, method, operation }) =>
      `<li><a href="#${escape(operation.operationId ?? '')}"><b>${method}</b> ${escape(path)}</a></li>`,
  );
  const schemas = Object.entries(openapi.components.schemas as unknown as Record<string, Schema>);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(openapi.info.title)} ${escape(openapi.info.version)}</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><h1>${escape(openapi.info.title)} <small>${escape(openapi.info.version)}</small></h1>
<p>${escape(openapi.info.description)} <a href="/openapi.json">OpenAPI ${escape(openapi.openapi)}</a> · <a href="/">Tasks</a></p></header>
<nav aria-label="Routes"><ul>${links.join('')}</ul></nav>
<main>
${operations.map(section).join('\n')}
<h2>Schemas</h2>
${schemas.map(([name, schema]) => `<section id="${escape(name)}"><h3>${escape(name)}</h3>${fields(schema)}</section>`).join('\n')}
</main>
</body>
</html>
`;
}

function section({
  path,
  method,
  operation,
}: {
  path: string;
  method: string;
  operation: Operation;
}): string {
  const { operationId = '', summary = '', parameters = [], requestBody, responses } = operation;
  const rows = parameters.map(({ name, in: place, schema, description, required }) =>
    row(name, { ...schema, ...(description === undefined ? {} : { description }) }, required === true, place),
  );
  const answers = Object.entries(responses).map(
    ([status, content]) =>
      `<li><b>${escape(status)}</b> ${escape(content.description ?? '')}${bodyOf(content)}</li>`,
  );
  return `<section id="${escape(operationId)}"><h2><code>${method} ${escape(path)}</code></h2>
<p>${escape(summary)}</p>
${rows.length === 0 ? '' : table(rows)}
${requestBody === undefined ? '' : `<h3>Body</h3><p>${bodyOf(requestBody)}</p>`}
<h3>Answers</h3><ul>${answers.join('')}</ul></section>`;
}

function bodyOf({ content = {} }: Content): string {
  return Object.entries(content)
    .map(([type, { schema = {} }]) => ` <code>${escape(type)}</code> ${typeOf(schema)}`)
    .join('');
}

function fields({ properties = {}, required = [] }: Schema): string {
  return table(
    Object.entries(properties).map(([name, each]) => row(name, each, required.includes(name), '')),
  );
}

function table(rows: readonly string[]): string {
  return `<table><thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
<tbody>${rows.join('')}</tbody></table>`;
}

function row(name: string, schema: Schema, required: boolean, place: string): string {
  const notes = [place, required ? 'required' : '', schema.description ?? '', ...limits(schema)];
  const text = notes.filter((note) => note !== '').join(' · ');
  return `<tr><th scope="row"><code>${escape(name)}</code></th><td>${typeOf(schema)}</td><td>${escape(text)}</td></tr>`;
}

function typeOf({ $ref, type, enum: values, format, items }: Schema): string {
  const name = $ref?.split('/').at(-1);
  if (name !== undefined) return `<a href="#${escape(name)}">${escape(name)}</a>`;
  if (values !== undefined) return values.map((value) => `<code>${escape(value)}</code>`).join(' | ');
  if (items !== undefined) return `list of ${typeOf(items)}`;
  const names = [type ?? 'object'].flat().join(' or ');
  return escape(format === undefined ? names : `${names} (${format})`);
}

function limits({ minLength, maxLength, minimum, maximum, maxItems, default: usual }: Schema): string[] {
  return [
    maxLength === undefined ? '' : `${minLength ?? 0} to ${maxLength} characters`,
    minimum === undefined ? '' : `at least ${minimum}`,
    maximum === undefined ? '' : `at most ${maximum}`,
    maxItems === undefined ? '' : `at most ${maxItems}`,
    usual === undefined ? '' : `default: ${usual}`,
  ];
}
