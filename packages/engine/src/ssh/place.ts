import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Value } from '@pipeline-lab/groovy';
import type { AgentPlace } from '../agents/agent.ts';
import type { Site } from '../build/build.ts';
import { say } from '../build/site.ts';
import type { Command } from '../shell/process-group.ts';
import { travelling } from '../shell/travelling.ts';
import type { RemoteRun } from './main.ts';
import { askOn, type Remote, startOn } from './remote.ts';
import { pull, push, type Twin } from './sync.ts';

/** Variables of this machine that mean nothing on another one. */
const own = new Set(['PATH', 'HOME', 'SHELL', 'USER', 'LOGNAME', 'PWD', 'OLDPWD', 'TMPDIR']);

/**
 * Runs work whose programs run on a machine behind SSH. The workspace here is what all other steps see: what happened
 * in it is brought there before each program, and back after it. Of the folder beside it, which holds scripts and
 * secrets, nothing stays there.
 */
export async function inSsh(
  site: Site,
  place: Extract<AgentPlace, { readonly kind: 'ssh' }>,
  work: (site: Site) => Promise<Value>,
): Promise<Value> {
  const remote = await connected(site, place);
  const there = await workspaceThere(site, remote, place.folder ?? 'plab');
  const mapped = (text: string): string => text.replaceAll(site.cwd, there);
  const remove = async (path: string): Promise<void> => {
    await askOn(remote, ['rm', '-rf', '--', path]).catch((error: unknown) =>
      say(site, `${remote.host}: ${path} could not be removed: ${String(error)}`),
    );
  };
  const launch = launcher(site, remote, there, mapped);
  try {
    const ask = async (words: readonly string[], input?: Buffer): Promise<string> =>
      (await askOn(remote, words.map(mapped), input === undefined ? {} : { input })).toString();
    const start = (words: readonly string[]): ChildProcess =>
      startOn(remote, words.map(mapped), ['pipe', 'pipe', 'ignore']);
    const forget = async (path: string): Promise<void> => await remove(mapped(path));
    return await work({ ...site, launch, forget, remote: { launch, ask, start } });
  } finally {
    await remove(`${there}@tmp`);
  }
}

async function connected(
  { build }: Site,
  { host, config }: Extract<AgentPlace, { readonly kind: 'ssh' }>,
): Promise<Remote> {
  const sockets = join(build.stateDir, 'ssh');
  await mkdir(sockets, { recursive: true, mode: 0o700 });
  return { host, sockets, ...(config === undefined ? {} : { config }) };
}

async function workspaceThere({ cwd, signal }: Site, remote: Remote, folder: string): Promise<string> {
  const script = 'mkdir -p "$1" && mkdir -p -m 700 "$1@tmp" && cd "$1" && pwd';
  const words = ['sh', '-c', script, 'sh', `${folder}/${basename(cwd)}`];
  return (await askOn(remote, words, { signal })).toString().trim();
}

/** Programs of branches run side by side; their files are copied one after the other. */
function launcher(
  site: Site,
  remote: Remote,
  there: string,
  mapped: (text: string) => string,
): NonNullable<Site['launch']> {
  const { cwd, build } = site;
  const twins = ['', '@tmp'].map((end): Twin => ({ local: cwd + end, there: there + end, base: undefined }));
  const alone = oneAfterTheOther();
  const program = fileURLToPath(import.meta.resolve('@pipeline-lab/engine/ssh'));
  let runs = 0;
  return (command, signal) => {
    runs += 1;
    const file = join(build.folder, `ssh-${site.step ?? 0}-${runs}.json`);
    const run: RemoteRun = { remote, ...mappedRun(command, mapped) };
    return {
      ...command,
      cwd,
      argv: [process.execPath, program, file],
      env: hereOnly(),
      async before() {
        await alone(async () => {
          for (const twin of twins) await push(remote, twin, signal);
        });
        build.guard.keeps(file);
        await writeFile(file, JSON.stringify(run), { mode: 0o600 });
      },
      async after() {
        rmSync(file, { force: true });
        build.guard.removed(file);
        const late = sometimeAfter(signal, build.graceMs);
        await alone(async () => {
          for (const twin of twins) await pull(remote, twin, late);
        });
      },
    };
  };
}

function mappedRun({ argv, cwd, env }: Command, mapped: (text: string) => string): Omit<RemoteRun, 'remote'> {
  return {
    cwd: mapped(cwd),
    env: Object.fromEntries(travelling(env, own).map(([name, value]) => [name, mapped(value)])),
    argv: argv.map(mapped),
  };
}

function oneAfterTheOther(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return async (work) => {
    const now = last.then(work);
    last = now.catch(() => undefined);
    await now;
  };
}

/** Aborts some time (ms) after another signal has: what is half copied is better finished. */
function sometimeAfter(signal: AbortSignal, ms: number): AbortSignal {
  const late = new AbortController();
  const wait = (): void => void setTimeout(() => late.abort(signal.reason), ms).unref();
  if (signal.aborted) wait();
  else signal.addEventListener('abort', wait, { once: true });
  return late.signal;
}

function hereOnly(): Record<string, string> {
  const names = [...own, 'SSH_AUTH_SOCK'].filter((name) => process.env[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, process.env[name] ?? '']));
}
