import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type Case, casesOf, type Run, type Unreadable } from '../plugin/cases.ts';
import { endOf } from '../plugin/fragments.ts';
import { statementsOfMethod } from '../java/methods.ts';
import { type Plugin, readPlugin } from '../plugin/sources.ts';
import type { Outcome } from '../report.ts';
import { type Agent, agentsOf, changeProject, startRepository, writeProject } from './lab.ts';
import { storeCredentials } from './credentials.ts';
import { reasonToLeaveOut } from './left-out.ts';
import { writeLibraries } from './libraries.ts';

/**
 * Runs the builds of the declarative plugin's tests with `plab run --format jenkins`, and holds the logs against what
 * the tests expect. Two cases run at a time; each outcome is given as it is known.
 */
export async function* replayDeclarative(
  checkout: string,
  isWanted: (name: string) => boolean,
): AsyncIterable<Outcome> {
  const plugin = readPlugin(checkout);
  const waiting = casesOf(plugin).filter(({ name }) => isWanted(name));
  const running = new Map<string, Promise<Outcome>>();
  while (waiting.length > 0 || running.size > 0) {
    for (const test of waiting.splice(0, 2 - running.size)) running.set(test.name, outcomeOf(test, plugin));
    const outcome = await Promise.race(running.values());
    running.delete(outcome.name);
    yield outcome;
  }
}

async function outcomeOf(test: Case | Unreadable, plugin: Plugin): Promise<Outcome> {
  if ('reason' in test) return { name: test.name, state: 'left out', detail: test.reason };
  return await replayCase(test, plugin);
}

async function replayCase(test: Case, plugin: Plugin): Promise<Outcome> {
  const { name } = test;
  const reason = reasonToLeaveOut(test);
  if (reason !== undefined) return { name, state: 'left out', detail: reason };
  const folder = mkdtempSync(join(tmpdir(), 'plab-replay-'));
  try {
    const agents = agentsOf(plugin.classes.get(name.split('.')[0] ?? '') ?? '');
    const problems = await runBuilds(test, plugin, agents, folder);
    if (problems.length === 0) return { name, state: 'passed' };
    return { name, state: 'failed', detail: problems.join('\n') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runBuilds(
  test: Case,
  plugin: Plugin,
  agents: readonly Agent[],
  folder: string,
): Promise<string[]> {
  const project = join(folder, 'test0');
  startRepository(project);
  const places = { XDG_STATE_HOME: join(folder, 'state'), XDG_CONFIG_HOME: join(folder, 'config') };
  const before = statementsOfMethod(plugin.classes.get(test.name.split('.')[0] ?? '') ?? '', 'setup');
  const statements = [...before, ...test.method.statements];
  const libraries = writeLibraries(statements, plugin, folder);
  await storeCredentials(statements, test.names, places, join(folder, 'state/plab'));
  let env: Record<string, string> = { ONAGENT: 'true' };
  for (const step of test.steps) {
    if (step.kind === 'environment') {
      env = { ONAGENT: 'true', ...Object.fromEntries(step.variables) };
      continue;
    }
    const files = filesOf(step, plugin);
    if (typeof files === 'string') return [files];
    if (step.resource !== undefined) writeProject(project, files, agents, libraries);
    changeProject(project, step.changes, plugin);
    const log = await logOf(project, step, { ...env, ...places });
    const problems = [...problemsOf(step, log), ...problemsOfFiles(step, places.XDG_STATE_HOME)];
    if (problems.length > 0) return problems;
  }
  return [];
}

/** Of the files that the last build of a state folder should have kept. */
function problemsOfFiles({ archived }: Run, state: string): string[] {
  return archived.flatMap(({ path, holds, isWhole }) => {
    const file = globSync(join(state, 'plab/**/artifacts', path)).at(-1);
    if (file === undefined) return [`not archived: ${path}`];
    const content = readFileSync(file, 'utf8').trim();
    const fits = isWhole ? content === holds.join('').trim() : holds.every((each) => content.includes(each));
    return fits ? [] : [`${path} holds: ${content}`];
  });
}

/** What stands in the project, by path; or what is missing. */
function filesOf({ resource, files }: Run, plugin: Plugin): Map<string, string> | string {
  const wanted = new Map(files);
  if (resource !== undefined) wanted.set(`${resource}.groovy`, 'Jenkinsfile');
  const found = new Map<string, string>();
  for (const [from, to] of wanted) {
    const content = plugin.resource(from);
    if (content === undefined) return `the plugin has no resource ${from}`;
    found.set(to, content);
  }
  return found;
}

const plab = fileURLToPath(new URL('../../../packages/cli/src/main.ts', import.meta.url));

/** What a build says. Killed after 150 s. */
async function logOf(
  cwd: string,
  { from, params }: Run,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const { FOO: _, ...inherited } = process.env;
  const given = [...params].flatMap(([name, value]) => ['--param', `${name}=${value}`]);
  const start = from === undefined ? [] : ['--from', from];
  const child = spawn(
    process.execPath,
    [plab, 'run', '--format', 'jenkins', '--unknown-step', 'late', ...start, ...given],
    {
      cwd,
      env: { ...inherited, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: AbortSignal.timeout(150_000),
    },
  );
  const stopped = once(child, 'error').then(([error]) => `\n${String(error)}`);
  const ended = once(child, 'close').then(() => '');
  const texts = await Promise.all([text(child.stdout), text(child.stderr), Promise.race([stopped, ended])]);
  return texts.join('');
}

/** Java's flag has no place in a pattern here, and the folder of workspaces has another name. */
function ours(pattern: string): string {
  return pattern.replaceAll('(?s)', '').replace(/\bworkspace\//, 'workspaces/');
}

function problemsOf(run: Run, log: string): string[] {
  const problems: string[] = [];
  if (!log.includes(`Finished: ${run.result}`)) problems.push(`the result is not ${run.result}`);
  for (const wanted of run.contains)
    if (endOf(wanted, log) < 0) problems.push(`missing: ${wanted.join('…')}`);
  for (const unwanted of run.absent)
    if (endOf(unwanted, log) >= 0) problems.push(`there: ${unwanted.join('…')}`);
  let end = 0;
  for (const wanted of run.inOrder) {
    end = endOf(wanted, log, Math.max(end, 0));
    if (end < 0) problems.push(`not in this order: ${wanted.join('…')}`);
  }
  for (const pattern of run.matches)
    if (!new RegExp(ours(pattern), 's').test(log)) problems.push(`no match: ${pattern}`);
  return problems.length === 0
    ? []
    : [
        ...problems,
        ...log
          .trimEnd()
          .split('\n')
          .slice(-8)
          .map((line) => `| ${line}`),
      ];
}
