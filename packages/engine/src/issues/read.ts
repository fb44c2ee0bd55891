import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { badReport } from '../errors.ts';
import { readXml } from '../report/xml.ts';
import type { Issue } from './issue.ts';
import type { JsonIssues, LineIssues, XmlIssues } from './reader.ts';
import type { IssueTool } from './tools.ts';

/**
 * The issues in a report file of a tool, which is relative to the folder. The form is told by what is in the file.
 * Rejects with a StepFailure when the tool does not write such a form.
 */
export async function readIssueFile(
  { title, readers }: IssueTool,
  folder: string,
  file: string,
): Promise<Issue[]> {
  const path = join(folder, file);
  const form = await formOf(path);
  const fitting = readers.filter((each) => each.form === form);
  if (fitting.length === 0) throw badReport(title, file, `it looks like ${form}`);
  const found = await readForm(fitting, title, path, file);
  return found.map((each) => inside(folder, each));
}

/** The issues in lines, such as those of a log. */
export async function readIssueLines(
  { readers }: IssueTool,
  folder: string,
  lines: AsyncIterable<string>,
): Promise<Issue[]> {
  const reader = readers.find((each) => each.form === 'lines');
  const found = reader === undefined ? [] : await collect(reader, lines);
  return found.map((each) => inside(folder, each));
}

async function readForm(
  readers: IssueTool['readers'],
  title: string,
  path: string,
  file: string,
): Promise<Issue[]> {
  const lines = readers.find((each) => each.form === 'lines');
  if (lines !== undefined)
    return await collect(lines, createInterface({ input: createReadStream(path), crlfDelay: Infinity }));
  const json = readers.filter((each) => each.form === 'json');
  if (json.length > 0) return await readJson(json, title, path, file);
  return await readTree(
    readers.filter((each) => each.form === 'xml'),
    title,
    path,
    file,
  );
}

async function collect({ open }: LineIssues, lines: AsyncIterable<string>): Promise<Issue[]> {
  const reader = open();
  const found: Issue[] = [];
  for await (const line of lines) found.push(...reader.line(line));
  return [...found, ...(reader.end?.() ?? [])];
}

async function readJson(
  readers: readonly JsonIssues[],
  title: string,
  path: string,
  file: string,
): Promise<Issue[]> {
  let data: unknown;
  try {
    data = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw badReport(title, file, error instanceof Error ? error.message : String(error), error);
  }
  for (const reader of readers) {
    const found = reader.read(data);
    if (found !== undefined) return [...found];
  }
  throw badReport(title, file, 'its JSON is of another form');
}

async function readTree(
  readers: readonly XmlIssues[],
  kind: string,
  path: string,
  file: string,
): Promise<Issue[]> {
  const found: Issue[] = [];
  const records = new Set(readers.flatMap((each) => each.records));
  const root = await readXml(createReadStream(path), { kind, file, records }, (record, around) => {
    const outermost = around[0]?.name ?? record.name;
    const reader = readers.find(({ roots }) => roots.includes(outermost));
    found.push(...(reader?.read(record, around) ?? []));
  });
  if (readers.some(({ roots }) => roots.includes(root.name))) return found;
  const known = readers.flatMap(({ roots }) => roots).join('>, <');
  throw badReport(kind, file, `its root is <${root.name}>, not <${known}>`);
}

async function formOf(path: string): Promise<'xml' | 'json' | 'lines'> {
  const start = createReadStream(path, { end: 255, encoding: 'utf8' });
  const [text = ''] = (await start.toArray()) as string[];
  const [first] = text.replace(/^\uFEFF/, '').trimStart();
  if (first === '<') return 'xml';
  // A line of Maven's begins with a bracket too.
  return first === '{' || (first === '[' && !/^\s*\[[A-Z]/.test(text)) ? 'json' : 'lines';
}

function inside(folder: string, found: Issue): Issue {
  const { file } = found;
  const path = isAbsolute(file) ? relative(folder, file) : file.replace(/^\.\//, '');
  return { ...found, file: path.startsWith('..') ? file : path };
}
