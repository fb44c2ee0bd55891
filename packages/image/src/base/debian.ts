import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Readable } from 'node:stream';
import { lastLines } from '../command.ts';
import type { Engine } from '../engine/engine.ts';
import { aptInstall, mayInstall } from '../engine/ensure.ts';
import { type BaseOptions, obtain } from './obtain.ts';

const repository = 'plab/debian';
/** Debian 12, 13 and what becomes the next one. */
export type DebianRelease = 'bookworm' | 'trixie' | 'sid';

/** Debian with nothing but its essential packages, apt and the public certificate authorities. */
export async function ensureDebianBase(
  engine: Engine,
  options: BaseOptions,
  release: DebianRelease = 'bookworm',
): Promise<string> {
  const own = `${repository}:${release}`;
  return await obtain(
    engine,
    {
      published: `debian:${release}-slim`,
      own,
      labels: { 'plab.base': '1' },
      make: () => bootstrap(engine, options, release),
    },
    options,
  );
}

/** What the published slim image leaves out, too. */
const unneeded = ['doc/*', 'man/*', 'info/*', 'locale/*', 'groff/*', 'lintian/*'];

const bootstrapArguments = (release: DebianRelease): string[] => [
  '--variant=minbase',
  '--include=ca-certificates',
  ...unneeded.map((path) => `--dpkgopt=path-exclude=/usr/share/${path}`),
  '--dpkgopt=path-include=/usr/share/doc/*/copyright',
  // A mirror that stands still has a list that expires; its signature is checked all the same.
  '--aptopt=Acquire::Check-Valid-Until "false"',
  '--quiet',
  release,
  '-',
];

/** Streams what mmdebstrap makes, from the mirror that apt uses here, straight into the engine. */
export async function bootstrap(
  { docker }: Engine,
  options: BaseOptions,
  release: DebianRelease,
): Promise<void> {
  await needMmdebstrap(options);
  options.signal.throwIfAborted();
  const making = make(release, options.signal);
  // Not before there are bytes: Docker hangs up on whoever has asked for nothing within five minutes.
  await making.begun;
  // Under a name that nothing looks for until it is whole: an import cannot tell an archive that was cut short.
  const tag = `${release}-draft`;
  const changes = 'LABEL plab.base=1\nCMD ["bash"]';
  const imported = docker
    .importImage(making.archive, { repo: repository, tag, changes, abortSignal: options.signal })
    .then((stream) => once(stream.resume(), 'end'));
  const image = docker.getImage(`${repository}:${tag}`);
  try {
    await Promise.all([making.ended, imported]);
    options.signal.throwIfAborted();
    await image.tag({ repo: repository, tag: release });
  } catch (error) {
    const stopped = making.stop();
    const [made] = await Promise.allSettled([making.ended, imported]);
    options.signal.throwIfAborted();
    throw made.status === 'rejected' && !stopped ? made.reason : error;
  } finally {
    await image.remove().catch(() => undefined);
  }
}

interface Making {
  readonly archive: Readable;
  /** Once there are bytes, or will never be. */
  readonly begun: Promise<unknown>;
  readonly ended: Promise<void>;
  /** What nobody reads would wait for a reader for ever. Tells whether there was something to stop. */
  readonly stop: () => boolean;
}

function make(release: DebianRelease, signal: AbortSignal): Making {
  // A group of its own: mmdebstrap's first process passes no signal on, and its others end their whole group.
  const child = spawn('mmdebstrap', bootstrapArguments(release), {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  const stop = (): boolean => endGroup(child.pid);
  signal.addEventListener('abort', stop);
  const ended = (once(child, 'close') as Promise<[number | null]>)
    .then(([code]) => {
      if (code !== 0) throw new Error(`mmdebstrap ended with code ${code}: ${lastLines(said, 5)}`);
    })
    .finally(() => signal.removeEventListener('abort', stop));
  const begun = Promise.race([once(child.stdout, 'readable'), ended.catch(() => undefined)]);
  return { archive: child.stdout, begun, ended, stop };
}

/** Tells whether there was one to end. */
function endGroup(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(-pid);
  } catch {
    return false;
  }
}

async function needMmdebstrap({ say, signal }: BaseOptions): Promise<void> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const looks = folders.map(async (folder) => await access(join(folder, 'mmdebstrap'), constants.X_OK));
  const isInstalled = await Promise.any(looks).then(
    () => true,
    () => false,
  );
  if (isInstalled) return;
  if (!mayInstall()) throw new Error('mmdebstrap, which makes it, is not installed');
  say('installing mmdebstrap by apt');
  await aptInstall(['mmdebstrap'], signal);
}
