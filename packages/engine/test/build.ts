import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { abort, type BuildEvent, type BuildRequest, follow, startBuild } from '../src/index.ts';

/** A repository with one commit, and a state folder beside it; both are gone after the test. */
export interface Bench {
  readonly repository: string;
  readonly stateDir: string;
  readonly request: BuildRequest;
  /** Commits one more file and gives the commit. */
  readonly commit: (file: string, message: string) => Promise<string>;
  /** The numbers of the builds that are kept. */
  readonly builds: () => Promise<string[]>;
  /** Resolves when the steps of a build's first stage run. */
  readonly started: (number: number) => Promise<void>;
}

export async function bench(t: TestContext, files: Readonly<Record<string, string>>): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'plab-engine-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const repository = join(folder, 'repository');
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(repository, name)), { recursive: true });
    await writeFile(join(repository, name), text);
  }
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', repository, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args])
      .toString()
      .trim();
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'first');
  const stateDir = join(folder, 'state');
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder };
  const commit = git('rev-parse', 'HEAD');
  const request = {
    job: 'job',
    jenkinsfile: 'Jenkinsfile',
    repository,
    commit,
    branch: 'main',
    stateDir,
    env,
  };
  const jobFolder = join(stateDir, 'builds', 'job');
  return {
    repository,
    stateDir,
    request,
    async commit(file, message) {
      await writeFile(join(repository, file), message);
      git('add', '-A');
      git('commit', '-q', '-m', message);
      return git('rev-parse', 'HEAD');
    },
    builds: async () => (await readdir(jobFolder)).filter((name) => /^\d+$/.test(name)).sort(),
    async started(number) {
      const journal = join(jobFolder, String(number), 'events.jsonl');
      while (!(await readFile(journal, 'utf8').catch(() => '')).includes('"name":"sh"')) await pause(20);
    },
  };
}

/** Runs a build to its end and gives all its events. `when` may abort it at an event. */
export async function run(
  request: BuildRequest,
  when: (event: BuildEvent) => boolean = () => false,
): Promise<BuildEvent[]> {
  const build = await startBuild(request);
  const events: BuildEvent[] = [];
  for await (const event of follow(build)) {
    events.push(event);
    if (when(event)) abort(build);
  }
  return events;
}

/** A pipeline around the inside of `stages`. */
export function pipeline(stages: string, more = ''): string {
  return `pipeline {\n  agent any\n  stages {\n${stages}\n  }\n${more}\n}\n`;
}

export function stage(steps: string, name = 'A', more = ''): string {
  return `stage('${name}') { steps { ${steps} }\n ${more} }`;
}

type Event<Type extends BuildEvent['type']> = Extract<BuildEvent, { type: Type }>;

export function ofType<Type extends BuildEvent['type']>(
  events: readonly BuildEvent[],
  type: Type,
): Event<Type>[] {
  return events.filter((event): event is Event<Type> => event.type === type);
}

/** What the steps of the pipeline logged, without what agents, checkouts and the stages themselves say. */
export function log(events: readonly BuildEvent[]): string[] {
  const own = new Set(
    ofType(events, 'step.started')
      .filter(({ name, block }) => block !== true && name !== 'checkout')
      .map(({ id }) => id),
  );
  return ofType(events, 'log').flatMap(({ step, lines }) =>
    step !== undefined && own.has(step) ? lines : [],
  );
}

/** Everything that was logged. */
export function wholeLog(events: readonly BuildEvent[]): string[] {
  return ofType(events, 'log').flatMap(({ lines }) => lines);
}

/** The stages of the pipeline and how they ended, in the order in which they ended. */
export function stages(events: readonly BuildEvent[]): string[] {
  return ofType(events, 'stage.finished')
    .filter(({ stage }) => !stage.startsWith('Declarative: '))
    .map(({ stage, result }) => `${stage}: ${result}`);
}

export function finished(events: readonly BuildEvent[]): Event<'build.finished'> {
  const [event] = ofType(events, 'build.finished');
  if (event === undefined) throw new Error('the build did not finish');
  return event;
}

/** Commands that write down how they were called; gives a PATH that finds them first, and the file. */
export async function stubs(
  folder: string,
  names: readonly string[],
): Promise<{ path: string; calls: string }> {
  const bin = join(folder, 'bin');
  const calls = join(folder, 'calls');
  await mkdir(bin, { recursive: true });
  for (const name of names) {
    await writeFile(join(bin, name), `#!/bin/sh\necho "${name} $*" >>"${calls}"\n`);
    await chmod(join(bin, name), 0o755);
  }
  return { path: `${bin}:${process.env['PATH'] ?? ''}`, calls };
}
