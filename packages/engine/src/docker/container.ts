import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Site } from '../build/build.ts';
import { environmentAt, say } from '../build/site.ts';
import { StepFailure } from '../errors.ts';
import { containerLabel } from '../shell/guard.ts';
import { holding } from './hold.ts';
import type { Command } from '../shell/process-group.ts';
import { launch } from '../shell/run.ts';
import { travelling } from '../shell/travelling.ts';
import { wordsOf } from '../shell/words.ts';
import { temporaryFolder } from '../workspace/temporary.ts';

export interface ContainerOptions {
  readonly image: string;
  /** Arguments of `docker run`, as the Jenkinsfile writes them. */
  readonly args: string;
}

/**
 * Runs work in a container that is kept for it: the workspace and its @tmp are mounted at their own paths, the user is
 * the one of this process, and every program of a step is started by `docker exec`, as Jenkins' docker-workflow does.
 */
export async function inContainer<T>(
  site: Site,
  step: number,
  { image, args }: ContainerOptions,
  work: (site: Site) => Promise<T>,
): Promise<T> {
  const label = randomUUID();
  return await holding(site, label, async () => {
    const id = await start(site, step, image, [...wordsOf(args), '--label', `${containerLabel}=${label}`]);
    try {
      return await work({ ...site, launch: (command, signal) => executed(site, id, command, signal) });
    } finally {
      // Also kills what runs inside, whatever ended the work.
      await docker(site, ['rm', '--force', '--volumes', id]);
    }
  });
}

async function start(site: Site, step: number, image: string, args: readonly string[]): Promise<string> {
  const workspace = site.node?.workspace ?? site.cwd;
  const temporary = temporaryFolder(site);
  const mounts = [workspace, temporary].flatMap((path) => ['--volume', `${path}:${path}:rw,z`]);
  const user = await userOf(site);
  const argv = ['run', '-t', '-d', '-u', user, ...args, '-w', workspace, ...mounts, image, 'cat'];
  say({ ...site, step }, `$ docker ${argv.join(' ')}`);
  const { code, stdout } = await launch(site, step, { argv: ['docker', ...argv], capture: true });
  const id = stdout.trim().split('\n').at(-1) ?? '';
  if (code === 0 && id !== '') return id;
  throw new StepFailure(
    `docker run of ${image} ended with exit code ${code}`,
    'Check that Docker runs and that the image exists.',
  );
}

/** Files of the container shall belong to who runs programs on the agent. */
async function userOf({ remote }: Site): Promise<string> {
  if (remote === undefined) return `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
  return (await remote.ask(['sh', '-c', 'echo "$(id -u):$(id -g)"'])).trim();
}

/** Variables of this machine that mean nothing inside of a container. */
const ofThisMachine = new Set(
  'PATH HOME USER LOGNAME SHELL HOSTNAME PWD OLDPWD TERM TMPDIR SHLVL _'.split(' '),
);

/** A command as the one that runs it inside. Values of variables are handed over by name, in no argument. */
function executed(outside: Site, id: string, command: Command, signal: AbortSignal): Command {
  const base = environmentAt(outside);
  const names = travelling(command.env, ofThisMachine).map(([name]) => name);
  const pidFile = join(temporaryFolder(outside), `pid-${randomUUID()}`);
  // Of two streams through `docker exec` the order is lost: they become one inside, where they are not kept apart.
  const merged = command.onStderr === undefined ? ' 2>&1' : '';
  const inside = ['sh', '-c', `echo $$ >"$0"; exec "$@"${merged}`, pidFile, ...command.argv];
  const sent: Promise<void>[] = [];
  const client: Command = {
    ...command,
    argv: ['docker', 'exec', '-w', command.cwd, ...names.flatMap((name) => ['-e', name]), id, ...inside],
    env: { ...command.env, PATH: base['PATH'] ?? '', HOME: base['HOME'] ?? '' },
    // A signal to the client never reaches the container.
    interrupt(name) {
      const kill = `kill -s ${name.slice(3)} -- -$(cat "$0")`;
      sent.push(docker(outside, ['exec', id, 'sh', '-c', kill, pidFile]));
    },
  };
  const started = outside.remote?.launch(client, signal) ?? client;
  return {
    ...started,
    async after() {
      await Promise.all(sent);
      await started.after?.();
      await rm(pidFile, { force: true });
    },
  };
}

/** Runs docker for the engine itself, where the container is; what it says is of no interest. */
async function docker({ remote }: Site, args: readonly string[]): Promise<void> {
  if (remote !== undefined) return void (await remote.ask(['docker', ...args]).catch(() => undefined));
  await new Promise<void>((resolve) => {
    execFile('docker', args, () => resolve());
  });
}
