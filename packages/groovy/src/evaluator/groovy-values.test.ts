import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { GroovyRuntimeError, GroovyThrownError } from '../errors.ts';
import { parse } from '../parser/parse.ts';
import { classOf } from './core/class-of.ts';
import { describeArguments } from './core/invoke.ts';
import { nowhere } from './core/nowhere.ts';
import { inspect } from './core/text.ts';
import { textOf } from './for-host.ts';
import { createInterpreter } from './interpreter.ts';
import type { Host, Value } from './value/value.ts';

/** What real Groovy 2.4.21 gave for each snippet; `record.groovy` beside them wrote it down. */
const folder = new URL('../../test/snippets/', import.meta.url);

process.env['TZ'] = 'UTC';

for (const file of readdirSync(folder)) {
  if (!file.endsWith('.groovy') || file === 'record.groovy') continue;
  test(`real Groovy's values: ${file}`, async () => {
    const snippets = partsOf(file);
    const expected = partsOf(file.replace('.groovy', '.expected'));
    assert.equal(snippets.length, expected.length, `record ${file} again`);
    const different: { source: string; expected: string | undefined; actual: string }[] = [];
    for (const [index, source] of snippets.entries()) {
      const actual = await outcome(source);
      if (actual !== expected[index]) different.push({ source, expected: expected[index], actual });
    }
    assert.deepEqual(different, []);
  });
}

function partsOf(file: string): string[] {
  return readFileSync(new URL(file, folder), 'utf8')
    .split('\n----\n')
    .map((part) => part.trim());
}

/** The class and the value, or the exception; then what was printed. */
async function outcome(source: string): Promise<string> {
  const printed: string[] = [];
  const host = printingHost(printed);
  const result = await shown(source, host);
  const text = printed.join('').trim();
  return text === '' ? result.trim() : `${result}\n>> ${text}`;
}

async function shown(source: string, host: Host): Promise<string> {
  try {
    const { statements } = parse(source, 'WorkflowScript.groovy');
    const { value } = await createInterpreter().loadFile(statements, host, {
      source,
      className: 'WorkflowScript',
    });
    return value === null ? 'null' : `${classOf(value).simpleName} ${inspect(value, nowhere)}`;
  } catch (error) {
    if (!(error instanceof GroovyRuntimeError) && !(error instanceof GroovyThrownError)) throw error;
    // An exception without a message has its type's name as text.
    return error.message === error.typeName ? `! ${error.typeName}` : `! ${error.typeName}: ${error.message}`;
  }
}

function printingHost(printed: string[]): Host {
  const variables = new Map<string, Value>();
  return {
    getVariable: (name) => variables.get(name),
    setVariable: (name, value) => void variables.set(name, value),
    async callMethod(name, { positional }) {
      if (name === 'print' || name === 'println') {
        printed.push(positional.map(textOf).join('') + (name === 'println' ? '\n' : ''));
        return null;
      }
      const what = describeArguments(positional, nowhere);
      throw new GroovyRuntimeError(
        'MissingMethodException',
        `No signature of method: WorkflowScript.${name}() is applicable for argument types: ${what}`,
      );
    },
  };
}
