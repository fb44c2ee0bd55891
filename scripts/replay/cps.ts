import { execFileSync } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outcomeOf } from '../../packages/groovy/test/snippets/outcome.ts';
import { type Call, callsIn, type Expression } from './java/expressions.ts';
import { testMethodsOf, allStatementsOf, type TestMethod } from './java/methods.ts';
import type { Outcome } from './report.ts';

/**
 * Evaluates the Groovy snippets of workflow-cps-plugin's tests with ours and with the `groovy` command (Debian's package
 * is 2.4.21, the version that Jenkins embeds), and compares class, value, exception and what is printed. Those that the
 * plugin itself leaves out are among them: what its own transformation cannot do is here like everything else.
 */
export async function* replayCps(
  checkout: string,
  isWanted: (name: string) => boolean,
): AsyncIterable<Outcome> {
  const snippets = snippetsOf(checkout).filter(({ name }) => isWanted(name));
  const runnable = snippets.filter((snippet) => snippet.source !== undefined);
  const expected = askGroovy(runnable.map(({ source = '' }) => source));
  for (const { name, source, reason = '' } of snippets)
    if (source === undefined) yield { name, state: 'left out', detail: reason };
  for (const [index, { name, source = '' }] of runnable.entries()) {
    const wanted = expected[index] ?? '';
    const actual = await outcomeOf(source);
    const isSame = comparable(wanted) === comparable(actual);
    const detail = `${source.trimEnd()}\nGroovy: ${shortened(wanted)}\nours:   ${shortened(actual)}`;
    yield isSame ? { name, state: 'passed' } : { name, state: 'failed', detail };
  }
}

interface Snippet {
  readonly name: string;
  readonly source?: string;
  /** Why it is not run. */
  readonly reason?: string;
}

const evaluators: Readonly<Record<string, number>> = {
  assertEvaluate: 1,
  assertFailsWithSameException: 0,
  eval: 0,
  evalCPSonly: 0,
  evalCps: 0,
};

function snippetsOf(checkout: string): Snippet[] {
  const folder = join(checkout, 'lib/src/test/java/com/cloudbees/groovy/cps');
  if (!existsSync(folder))
    throw new Error(`${checkout} has no lib/src/test: give a checkout of jenkinsci/workflow-cps-plugin`);
  const found = globSync(join(folder, '*Test.java'))
    .sort()
    .flatMap((file) => {
      const className = basename(file, '.java');
      const source = readFileSync(file, 'utf8');
      const methods = testMethodsOf(source);
      return snippetsOfTable(className, source).concat(
        methods.flatMap((method) => snippetsOfMethod(className, method)),
      );
    });
  const seen = new Set<string>();
  return found.filter(({ source }) => source === undefined || (!seen.has(source) && seen.add(source)));
}

function snippetsOfMethod(className: string, { name: method, statements }: TestMethod): Snippet[] {
  const texts = new Map<string, string>();
  return statements.flatMap(({ name: variable, value, isRepeated }) => {
    const assigned = textOf(value, texts);
    if (variable !== undefined && assigned !== undefined) texts.set(variable, assigned);
    return callsIn(value).flatMap((call): Snippet[] => {
      const at = Object.hasOwn(evaluators, call.name) ? evaluators[call.name] : undefined;
      const argument = at === undefined ? undefined : call.args[at];
      if (argument === undefined) return [];
      const name = `${className}.${method}`;
      const source = textOf(argument, texts);
      if (source === undefined || isRepeated) return [{ name, reason: 'Java code makes the snippet' }];
      return [reasonFor(source) === undefined ? { name, source } : { name, reason: reasonFor(source) ?? '' }];
    });
  });
}

/** The rows of a parameterized test: name, snippet, value. */
function snippetsOfTable(className: string, source: string): Snippet[] {
  const rows = allStatementsOf(source)
    .flatMap(({ value }) => callsIn(value))
    .filter(({ name, args }: Call) => name === 'asList' && args.length === 3);
  return rows.flatMap(({ args }): Snippet[] => {
    const [label, snippet] = args.map((each) => textOf(each, new Map()));
    if (label === undefined || snippet === undefined || !/^[A-Za-z]\w*$/.test(label)) return [];
    return [{ name: `${className}[${label}]`, source: snippet }];
  });
}

function reasonFor(source: string): string | undefined {
  return leftOut.find(([pattern]) => pattern.test(source))?.[1];
}

const leftOut: readonly (readonly [RegExp, string])[] = [
  [/\bCpsTransformerTest\b/, 'calls a method of the Java test class'],
  [/\bFile\b|\bjava\.awt\b/, "uses a class that a script may not reach, in Jenkins' sandbox as here"],
  [
    /\binstanceof Serializable\b/,
    "asks for what Jenkins' compiler adds to classes: plain Groovy cannot tell",
  ],
];

function textOf(expression: Expression, texts: ReadonlyMap<string, string>): string | undefined {
  if (expression.kind === 'text') return expression.value;
  if (expression.kind === 'name') return texts.get(expression.name);
  if (expression.kind !== 'sum') return undefined;
  const terms = expression.terms.map((term) => textOf(term, texts));
  return terms.includes(undefined) ? undefined : terms.join('');
}

const record = fileURLToPath(new URL('../../packages/groovy/test/snippets/record.groovy', import.meta.url));

/** What real Groovy makes of the snippets, all in one JVM. */
function askGroovy(snippets: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'groovy-snippets-'));
  try {
    for (const [index, snippet] of snippets.entries())
      writeFileSync(join(folder, `${index}.groovy`), snippet);
    execFileSync('groovy', [record, folder], {
      env: { JAVA_HOME: javaHome(), ...process.env, TZ: 'UTC', JAVA_OPTS: '-Dfile.encoding=UTF-8' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return snippets.map((_, index) => readFileSync(join(folder, `${index}.expected`), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function javaHome(): string {
  const java = execFileSync('sh', ['-c', 'command -v java']).toString().trim();
  return dirname(dirname(realpathSync(java)));
}

function shortened(outcome: string): string {
  return outcome.length > 400 ? `${outcome.slice(0, 400).trimEnd()}…` : outcome.trimEnd();
}

/** Without what differs from run to run, and with one word for all that does not compile. */
function comparable(outcome: string): string {
  if (
    /^! (?:MultipleCompilationErrorsException|ClassNotFoundException: unable to resolve class)/.test(outcome)
  )
    return 'does not compile';
  // What the message says of the machine's limit is each one's own.
  if (outcome.startsWith('! StackOverflowError')) return '! StackOverflowError';
  return outcome.replaceAll(/@[0-9a-f]{5,8}\b/g, '@…').trim();
}
