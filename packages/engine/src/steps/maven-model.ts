import type { HostObject, Value } from '@pipeline-lab/groovy';
import { textOf } from '@pipeline-lab/groovy';
import { StepFailure } from '../errors.ts';
import { readXml, type XmlElement } from '../report/xml.ts';

/** An element of a POM as scripts see it: what it lacks is null, or empty where Maven has a list. */
interface Model extends HostObject {
  readonly fields: Map<string, Value>;
}

/** An element that no plain object can hold, such as a plugin's configuration; it is written as it was. */
interface Kept extends HostObject {
  readonly element: XmlElement;
}

/** Lists of Maven's model, and what each element of them is called. */
const lists: ReadonlyMap<string, string> = new Map(
  [
    ['dependencies', 'dependency'],
    ['repositories', 'repository'],
    ['pluginRepositories', 'pluginRepository'],
    ...'contributors developers exclusions executions extensions goals licenses mailingLists modules plugins profiles'
      .concat(' reportPlugins reportSets reports resources roles testResources includes excludes filters')
      .split(' ')
      .map((name) => [name, name.slice(0, -1)]),
  ].map(([name = '', one = '']) => [name, one]),
);

/** What is meant where nothing is said. */
const usual: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  project: { packaging: 'jar' },
  dependency: { type: 'jar' },
  parent: { relativePath: '../pom.xml' },
};

/** Reads a POM. Rejects with a StepFailure that names the file. */
export async function parsePom(text: string, file: string): Promise<HostObject> {
  let project: XmlElement | undefined;
  const report = { kind: 'POM', file, records: new Set(['project']) };
  await readXml([Buffer.from(text)], report, (element) => (project ??= element));
  if (project === undefined)
    throw new StepFailure(`${file} is not a POM: its root is not <project>`, 'Name the pom.xml of a module.');
  return model(project);
}

/** The text of a POM, as Maven's own writer has it: without comments. Throws a StepFailure for anything else. */
export function pomText(value: Value): string {
  if (!isModel(value) || value.typeName !== 'Model')
    throw new StepFailure(
      'writeMavenPom takes what readMavenPom gave',
      'Write def pom = readMavenPom(); pom.version = …; writeMavenPom model: pom.',
    );
  const [body] = written('project', value, '');
  const root = `<project xmlns="http://maven.apache.org/POM/4.0.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 http://maven.apache.org/xsd/maven-4.0.0.xsd">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${(body ?? '').replace('<project>', root)}\n`;
}

function model({ name, children }: XmlElement): Model {
  const fields = new Map(children.map((each) => [each.name, valueOf(each)]));
  const get = (field: string): Value => fields.get(field) ?? absent(name, field, fields);
  const set = (field: string, value: Value): void =>
    void (value === null ? fields.delete(field) : fields.set(field, value));
  return {
    kind: 'object',
    typeName: name === 'project' ? 'Model' : `${name[0]?.toUpperCase()}${name.slice(1)}`,
    fields,
    getProperty: (field) => (field === 'id' && name === 'project' ? idOf(get) : get(field)),
    setProperty: set,
    callMethod(method, { positional: [first = null, second = null] }) {
      const [, verb, initial = '', rest = ''] = /^(get|set|is)([A-Z])(\w*)$/.exec(method) ?? [];
      const field = initial.toLowerCase() + rest;
      if (method === 'addProperty') (get('properties') as Map<Value, Value>).set(first, second);
      else if (method === 'getId' || method === 'toString') return Promise.resolve(idOf(get));
      else if (verb === 'set') set(field, first);
      else return verb === undefined ? undefined : Promise.resolve(get(field));
      return Promise.resolve(null);
    },
  };
}

function idOf(get: (field: string) => Value): string {
  const parent = get('parent');
  const inherited = (field: string): Value =>
    get(field) ?? (isModel(parent) ? parent.getProperty(field) : null) ?? null;
  const parts = [inherited('groupId') ?? '[inherited]', get('artifactId') ?? '', get('packaging') ?? 'jar'];
  return [...parts, inherited('version') ?? '[inherited]'].map(textOf).join(':');
}

/** Lists and properties are there to be added to; they are written when there is something in them. */
function absent(name: string, field: string, fields: Map<string, Value>): Value {
  if (field !== 'properties' && !lists.has(field)) return usual[name]?.[field] ?? null;
  const empty: Value = field === 'properties' ? new Map<Value, Value>() : [];
  fields.set(field, empty);
  return empty;
}

function valueOf(element: XmlElement): Value {
  const { name, children, attributes, text } = element;
  if (name === 'properties')
    return new Map<Value, Value>(children.map((each) => [each.name, each.text.trim()]));
  if (lists.has(name)) return children.map(valueOf);
  const names = new Set(children.map((each) => each.name));
  const simple = names.size === children.length && Object.keys(attributes).length === 0;
  if (!simple || name === 'configuration') return kept(element);
  return children.length === 0 ? text.trim() : model(element);
}

function kept(element: XmlElement): Kept {
  return { kind: 'object', typeName: 'Xpp3Dom', element, getProperty: () => undefined };
}

function isModel(value: Value): value is Model {
  return typeof value === 'object' && value !== null && 'fields' in value && value.fields instanceof Map;
}

function written(name: string, value: Value, indent: string): string[] {
  const inside = `${indent}  `;
  const block = (lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`${indent}<${name}>\n${lines.join('\n')}\n${indent}</${name}>`];
  if (value === null) return [];
  if (isModel(value))
    return block([...value.fields].flatMap(([field, each]) => written(field, each, inside)));
  if (Array.isArray(value))
    return block(value.flatMap((each) => written(lists.get(name) ?? name, each, inside)));
  if (value instanceof Map)
    return block([...value].flatMap(([key, each]) => written(textOf(key), each, inside)));
  if (isKept(value)) return [asItWas(value.element, indent)];
  return [`${indent}<${name}>${escaped(textOf(value))}</${name}>`];
}

function isKept(value: Value): value is Kept {
  return typeof value === 'object' && value !== null && 'element' in value;
}

function asItWas({ name, attributes, children, text }: XmlElement, indent: string): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const start = `${indent}<${name}${given.join('')}>`;
  if (children.length === 0) return `${start}${escaped(text.trim())}</${name}>`;
  return [start, ...children.map((each) => asItWas(each, `${indent}  `)), `${indent}</${name}>`].join('\n');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
