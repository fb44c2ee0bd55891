import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Finding, lintJenkinsfile } from '@pipeline-lab/jenkinsfile/lint';

/**
 * How far real Jenkinsfiles are understood: `npm run survey -- [--list FILE] [--show N] [FILE…]`. Tells how many parse,
 * and of the Declarative ones that stand alone (no shared library is named, nothing is loaded) how many have no unknown
 * step; then the unknown steps with the number of files. Exit code 1 when fewer than 85 % have every step known.
 */
const limit = 0.85;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { list: { type: 'string' }, show: { type: 'string', default: '40' } },
});
const listed = values.list === undefined ? [] : readFileSync(values.list, 'utf8').split('\n').filter(Boolean);

interface Surveyed {
  readonly file: string;
  readonly findings: readonly Finding[];
  readonly standsAlone: boolean;
}

const surveyed = [...positionals, ...listed].map((file): Surveyed => {
  const source = readFileSync(file, 'utf8');
  return { file, findings: lintJenkinsfile(source, file), standsAlone: !needsMore(source) };
});
const parsed = surveyed.filter((each) => !has(each, 'syntax'));
const declarative = parsed.filter((each) => !has(each, 'no-pipeline'));
const alone = declarative.filter(({ standsAlone }) => standsAlone);
const known = alone.filter((each) => !has(each, 'unknown-step'));

for (const each of surveyed.filter((file) => has(file, 'syntax')).slice(0, Number(values.show))) {
  const { from, message } = each.findings.find(({ rule }) => rule === 'syntax') ?? {};
  console.log(`does not parse: ${each.file}:${from?.line}: ${message}`);
}
for (const [name, files] of unknownSteps(alone).slice(0, Number(values.show)))
  console.log(`unknown: ${name} in ${files.length}, such as ${files[0]}`);
console.log(`${share(parsed, surveyed)} parse`);
console.log(`${share(alone, declarative)} of the Declarative ones stand alone`);
console.log(`${share(known, alone)} of those have every step known; at least ${limit * 100} %`);
process.exitCode = alone.length > 0 && known.length / alone.length >= limit ? 0 : 1;

function has({ findings }: Surveyed, wanted: string): boolean {
  return findings.some(({ rule }) => rule === wanted);
}

/** Whether steps may come from elsewhere: a shared library or another file. */
function needsMore(source: string): boolean {
  const code = source.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
  return /@Library\b|\blibrary\s*[('"]|\blibrary\s+\w+\s*:|\blibraries\s*\{|\bload\s*[('"]|\bload\s+\w/.test(
    code,
  );
}

/** Each name with the files that have it, the most frequent first. */
function unknownSteps(files: readonly Surveyed[]): [string, string[]][] {
  const found = new Map<string, string[]>();
  for (const { file, findings } of files) {
    const names = findings.flatMap(({ rule, message }) =>
      rule === 'unknown-step' ? (/"(.*)"/.exec(message)?.[1] ?? []) : [],
    );
    for (const name of new Set(names)) found.set(name, [...(found.get(name) ?? []), file]);
  }
  return [...found].sort(([, a], [, b]) => b.length - a.length);
}

function share(part: readonly unknown[], whole: readonly unknown[]): string {
  const percent = whole.length === 0 ? 0 : (part.length / whole.length) * 100;
  return `${part.length} of ${whole.length} (${percent.toFixed(1)} %)`;
}
