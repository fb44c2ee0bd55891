import { type Call, type Expression, callsIn } from '../java/expressions.ts';
import { type Statement, type TestMethod, allStatementsOf, testMethodsOf } from '../java/methods.ts';
import { type Fragment, type Names, fragmentsOf, textOf, Unknown } from './fragments.ts';
import type { Plugin } from './sources.ts';

/** What one test of the plugin does, read from its Java code. */
export interface Case {
  /** `Class.method` */
  readonly name: string;
  readonly steps: readonly CaseStep[];
  readonly method: TestMethod;
  readonly names: Names;
}

export type CaseStep =
  | Run
  | { readonly kind: 'environment'; readonly variables: ReadonlyMap<string, string> };

/** One build, and what is expected of its log. */
export interface Run {
  readonly kind: 'run';
  /** The resource that becomes the Jenkinsfile; undefined: the one of the run before. */
  readonly resource: string | undefined;
  /** What only a later statement may tell. */
  result: string;
  /** The stage that it starts from, as a restart of the run before. */
  readonly from: string | undefined;
  readonly params: ReadonlyMap<string, string>;
  readonly contains: Fragment[];
  readonly absent: Fragment[];
  readonly inOrder: Fragment[];
  /** Regular expressions for the whole log. */
  readonly matches: string[];
  /** Further files: resource → path. */
  readonly files: Map<string, string>;
  /** What happens in the project before the build, once it has its files. */
  readonly changes: Change[];
  readonly archived: Archived[];
}

/** A file that a build must have kept: all texts are in it, or it is the text but for blanks. */
export interface Archived {
  readonly path: string;
  readonly holds: readonly string[];
  readonly isWhole: boolean;
}

/** A file that is written, as a text or as a copy of a resource, or the arguments of a `git` command. */
export type Change =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly resource: string }
  | { readonly git: readonly string[] };

export interface Unreadable {
  readonly name: string;
  readonly reason: string;
}

/** The tests of all classes that expect something of a build. */
export function casesOf(plugin: Plugin): (Case | Unreadable)[] {
  return [...plugin.classes].flatMap(([className, source]) => {
    const all = allStatementsOf(source);
    const parent = parentOf(all);
    return testMethodsOf(source).flatMap((method) => {
      const name = `${className}.${method.name}`;
      const names = {
        messages: plugin.messages,
        constants: constantsOf([...all, ...method.statements], plugin),
      };
      return caseOf(name, method, parent, names) ?? [];
    });
  });
}

function caseOf(
  name: string,
  method: TestMethod,
  parent: string,
  names: Names,
): Case | Unreadable | undefined {
  const isExpectation = ({ value }: Statement): boolean => callsIn(value).some(startsRun);
  if (!method.statements.some(isExpectation)) return undefined;
  try {
    return { name, method, names, steps: stepsOf(method.statements, parent, names) };
  } catch (error) {
    if (!(error instanceof Unknown)) throw error;
    return { name, reason: `expects what only Java code knows: ${error.message}` };
  }
}

function startsRun({ name, on }: Call): boolean {
  return (
    (/^expect(Error)?$/.test(name) && (on === undefined || isNamed(on, 'super'))) || name === 'resetForNewRun'
  );
}

/** The folder that a class puts before its resources, when it has an `expect` of its own. */
function parentOf(statements: readonly Statement[]): string {
  for (const { value } of statements) {
    if (value.kind !== 'call' || value.name !== 'expect' || !isNamed(value.on, 'super')) continue;
    const [folder] = value.args;
    if (folder?.kind === 'text') return `${folder.value}/`;
  }
  return '';
}

function isNamed(expression: Expression | undefined, name: string): boolean {
  return expression?.kind === 'name' && expression.name === name;
}

/** Variables that hold a text, and arrays of texts (their elements are a statement of their own here). */
function constantsOf(
  statements: readonly Statement[],
  { messages }: Plugin,
): Map<string, readonly Fragment[]> {
  const constants = new Map<string, readonly Fragment[]>();
  for (const [index, { name, value }] of statements.entries()) {
    const next = statements[index + 1]?.value;
    if (name === undefined) continue;
    if (value.kind === 'text' || value.kind === 'sum')
      constants.set(name, fragmentsOf(value, { messages, constants }));
    else if (isNamed(value, '') && next?.kind === 'list')
      constants.set(
        name,
        next.items.flatMap((item) => fragmentsOf(item, { messages, constants })),
      );
  }
  return constants;
}

function stepsOf(statements: readonly Statement[], parent: string, names: Names): CaseStep[] {
  const steps: CaseStep[] = [];
  const calls = statements.flatMap(({ value, times }) => callsIn(value).map((call) => ({ call, times })));
  /** What happens behind a build, before the next one is asked for. */
  let waiting: Change[] | undefined;
  for (const { call, times } of calls) {
    const run = steps.findLast((step) => step.kind === 'run');
    const again = rerunsOf(call, times, names);
    if (startsRun(call) || again.length > 0) {
      again[0]?.changes.push(...(waiting ?? []));
      waiting = undefined;
    }
    if (call.name === 'go') waiting = [];
    else if (waiting !== undefined && isNamed(call.on, 'sampleRepo')) waiting.push(...changesOf(call, names));
    else if (startsRun(call)) steps.push(runOf(call, parent, names));
    else if (call.name === 'env') steps.push({ kind: 'environment', variables: new Map() });
    else if (call.name === 'put') put(steps.at(-1), call, names);
    else if (again.length > 0) steps.push(...again);
    else if (run !== undefined) expect(run, call, names);
  }
  return steps;
}

/** The builds of the same job that a call of Jenkins' own API makes. */
function rerunsOf({ name, args }: Call, times: number, names: Names): Run[] {
  if (name === 'restartFromStageInUI') {
    const [, stage] = args;
    return stage?.kind === 'text' ? [newRun({ from: stage.value })] : [];
  }
  if (name === 'buildAndAssertSuccess') return Array.from({ length: times }, () => newRun({}));
  const given = args.flatMap(callsIn).filter((call) => /^new \w+ParameterValue$/.test(call.name));
  if (name !== 'scheduleBuild2' || given.length === 0) return [];
  return [newRun({ params: new Map(given.map(({ args: [key, value] }) => parameterOf(names, key, value))) })];
}

function parameterOf(names: Names, key?: Expression, value?: Expression): [string, string] {
  if (key === undefined || value === undefined) return ['', ''];
  return [textOf(key, names), value.kind === 'name' ? value.name : textOf(value, names)];
}

function put(step: CaseStep | undefined, { args }: Call, names: Names): void {
  const [key, value] = args;
  if (step?.kind !== 'environment' || key === undefined || value === undefined) return;
  (step.variables as Map<string, string>).set(textOf(key, names), textOf(value, names));
}

function runOf({ name, on, args }: Call, parent: string, names: Names): Run {
  const [first, ...rest] = args;
  const hasResult = first?.kind === 'name' && first.name.startsWith('Result.');
  const result = hasResult
    ? first.name.slice('Result.'.length)
    : name === 'expectError'
      ? 'FAILURE'
      : 'SUCCESS';
  const path = (hasResult ? rest : args).map((part) => textOf(part, names)).join('/');
  const folder = name === 'expectError' ? 'errors/' : on === undefined && !path.includes('/') ? parent : '';
  return newRun({ resource: name === 'resetForNewRun' ? undefined : folder + path, result });
}

function newRun(given: Partial<Run>): Run {
  return {
    kind: 'run',
    resource: undefined,
    result: 'SUCCESS',
    from: undefined,
    params: new Map(),
    contains: [],
    absent: [],
    inOrder: [],
    matches: [],
    files: new Map(),
    changes: [],
    archived: [],
    ...given,
  };
}

function expect(run: Run, { name, on, args }: Call, names: Names): void {
  const fragments = (): readonly Fragment[] => args.flatMap((each) => fragmentsOf(each, names));
  if (name === 'logContains') run.contains.push(...fragments());
  else if (name === 'logNotContains') run.absent.push(...fragments());
  else if (name === 'logContainsInOrder') run.inOrder.push(...fragments());
  else if (name === 'logMatches') run.matches.push(...args.map((each) => textOf(each, names)));
  else if (name === 'assertLogContains') run.contains.push(...fragments().slice(0, 1));
  else if (name === 'assertLogNotContains') run.absent.push(...fragments().slice(0, 1));
  else if (name === 'otherResource')
    addFile(
      run,
      args.map((each) => textOf(each, names)),
    );
  else if (isNamed(on, 'sampleRepo')) run.changes.push(...changesOf({ name, args }, names));
  else if (name === 'archives') run.archived.push(archivedOf(args, names));
  else if (name === 'assertBuildStatus' && args[0]?.kind === 'name' && run.resource === undefined)
    run.result = args[0].name.replace('Result.', '');
}

function archivedOf([file, content]: readonly Expression[], names: Names): Archived {
  if (file === undefined || content === undefined) throw new Unknown({ kind: 'name', name: 'archives' });
  const path = textOf(file, names);
  const inside = callsIn(content).filter(({ name }) => name === 'containsString');
  if (inside.length === 0) return { path, holds: [textOf(content, names)], isWhole: true };
  return { path, holds: inside.map(({ args }) => textOf(args[0] ?? content, names)), isWhole: false };
}

function changesOf({ name, args }: Pick<Call, 'name' | 'args'>, names: Names): Change[] {
  const [file, content] = args;
  if (name === 'git') return [{ git: args.map((each) => textOf(each, names)) }];
  if (name !== 'write' || file === undefined || content === undefined) return [];
  const path = textOf(file, names);
  const [resource] = content.kind === 'call' ? content.args : [];
  if (resource === undefined) return [{ path, text: textOf(content, names) }];
  return [{ path, resource: `${textOf(resource, names)}.groovy` }];
}

function addFile({ files }: Run, [resource, path]: readonly string[]): void {
  if (resource !== undefined && path !== undefined) files.set(resource, path);
}
