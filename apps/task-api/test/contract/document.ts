import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import openapi from '../../src/pages/openapi.json' with { type: 'json' };
import type { Resolve, Schema } from './values.ts';

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly { name: string; in: string; required?: boolean; schema: Schema }[];
  readonly body: Schema | undefined;
  readonly bodyTypes: readonly string[];
  readonly responses: Readonly<Record<string, { content?: Record<string, { schema: Schema }> }>>;
}

interface Described {
  readonly parameters?: Operation['parameters'];
  readonly requestBody?: { content: Record<string, { schema: Schema }> };
  readonly responses: Operation['responses'];
}

/** Every operation of the OpenAPI document. */
export const operations: readonly Operation[] = Object.entries(
  openapi.paths as unknown as Record<string, Record<string, Described>>,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { parameters = [], requestBody, responses }]) => ({
    method: method.toUpperCase(),
    path,
    parameters,
    body: Object.values(requestBody?.content ?? {})[0]?.schema,
    bodyTypes: Object.keys(requestBody?.content ?? {}),
    responses,
  })),
);

const schemas = openapi.components.schemas as unknown as Record<string, Schema>;

export const resolve: Resolve = (schema) => schemas[schema.$ref?.split('/').at(-1) ?? ''] ?? schema;

const ajv = new Ajv2020({ allErrors: true, strict: false });
formats.default(ajv, ['uuid', 'date-time']);
ajv.addSchema({ $id: 'openapi', components: openapi.components });
const validators = new Map<string, ValidateFunction>();

/** What is wrong with an answer, by the document; undefined when nothing is. */
export function wrongWith(
  { method, path, responses }: Operation,
  status: number,
  type: string | null,
  text: string,
): string | undefined {
  const response = responses[String(status)];
  if (response === undefined) return `${status} is no answer of ${method} ${path}: ${text}`;
  if (response.content === undefined) return text === '' ? undefined : `a ${status} with a body: ${text}`;
  const schema = response.content[type?.split(';')[0] ?? '']?.schema;
  if (schema === undefined) return `${status} as ${type} is no answer of ${method} ${path}: ${text}`;
  if (schema.type === 'string') return undefined;
  const key = JSON.stringify(schema);
  let validate = validators.get(key);
  if (validate === undefined)
    validators.set(key, (validate = ajv.compile(JSON.parse(key.replaceAll('"#/', '"openapi#/')) as object)));
  return validate(JSON.parse(text)) ? undefined : `${ajv.errorsText(validate.errors)}: ${text}`;
}
