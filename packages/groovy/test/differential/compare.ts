import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { GroovySyntaxError } from '../../src/errors.ts';
import { parse } from '../../src/parser/parse.ts';
import { mutate } from './mutate.ts';
import { askGroovy, type Verdict } from './reference.ts';
import { treeText } from './tree/script.ts';

/**
 * Parses files with real Groovy and with ours, and tells where the two differ:
 * `npm run differential -- [--list FILE] [--mutants N] [--seed N] [--show N] [FILE…]`.
 * With `--mutants N`, each file is taken N times with one random edit instead. Exit code 1 if a tree differs, or one of
 * the two refuses what the other takes.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'string' },
    mutants: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: '20' },
  },
});

interface Text {
  readonly name: string;
  readonly text: string;
}

type Outcome =
  | 'same tree'
  | 'other tree'
  | 'only we refuse'
  | 'only Groovy refuses'
  | 'same line'
  | 'other line';

const texts = readTexts();
const verdicts = askGroovy(texts.map(({ text }) => text));
const counts: Record<Outcome, number> = {
  'same tree': 0,
  'other tree': 0,
  'only we refuse': 0,
  'only Groovy refuses': 0,
  'same line': 0,
  'other line': 0,
};
let shown = 0;
for (const [index, { name, text }] of texts.entries()) {
  const verdict = verdicts[index] ?? { line: 0, column: 0, message: 'no answer' };
  const { outcome, details } = compare(text, verdict);
  counts[outcome] += 1;
  if (details !== '' && shown < Number(values.show)) {
    shown += 1;
    console.log(`${outcome}: ${name}\n${details}\n`);
  }
}
console.log(`${texts.length} texts`, counts);
process.exitCode =
  counts['other tree'] + counts['only we refuse'] + counts['only Groovy refuses'] > 0 ? 1 : 0;

function readTexts(): Text[] {
  const listed =
    values.list === undefined ? [] : readFileSync(values.list, 'utf8').split('\n').filter(Boolean);
  const files = [...positionals, ...listed].map((name) => ({ name, text: readFileSync(name, 'utf8') }));
  const mutants = Number(values.mutants);
  if (mutants === 0) return files;
  return files.flatMap(({ name, text }, file) =>
    Array.from({ length: mutants }, (_, index) => {
      const mutant = mutate(text, Number(values.seed) + file * 1000 + index);
      return { name: `${name} (${mutant.edit})`, text: mutant.text };
    }),
  );
}

function compare(text: string, verdict: Verdict): { readonly outcome: Outcome; readonly details: string } {
  const ours = verdictOn(text);
  if ('tree' in verdict) {
    if (ours instanceof GroovySyntaxError) return { outcome: 'only we refuse', details: ours.message };
    if (ours === verdict.tree) return { outcome: 'same tree', details: '' };
    return { outcome: 'other tree', details: firstDifference(verdict.tree, ours) };
  }
  const theirs = `${verdict.line}:${verdict.column} ${verdict.message}`;
  if (!(ours instanceof GroovySyntaxError)) return { outcome: 'only Groovy refuses', details: theirs };
  if (ours.line === verdict.line) return { outcome: 'same line', details: '' };
  return { outcome: 'other line', details: `Groovy: ${theirs}\nours: ${ours.message}` };
}

function verdictOn(text: string): string | GroovySyntaxError {
  try {
    return treeText(parse(text, 'file'));
  } catch (error) {
    if (error instanceof GroovySyntaxError) return error;
    throw error;
  }
}

function firstDifference(theirs: string, ours: string): string {
  const [a, b] = [theirs.split('\n'), ours.split('\n')];
  const at = a.findIndex((line, index) => line !== b[index]);
  const around = (lines: readonly string[]): string => lines.slice(Math.max(0, at - 3), at + 3).join('\n');
  return `Groovy:\n${around(a)}\nours:\n${around(b)}`;
}
