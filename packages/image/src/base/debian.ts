import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { lastLines } from '../command.ts';
import type { Engine } from '../engine/engine.ts';
import { aptInstall, mayInstall } from '../engine/ensure.ts';
import { type BaseOptions, obtain } from './obtain.ts';

/** Debian 12 with nothing but its essential packages, apt and the public certificate authorities. */
export async function ensureDebianBase(engine: Engine, options: BaseOptions): Promise<string> {
  const own = 'plab/debian:bookworm';
  return await obtain(
    engine,
    {
      published: 'debian:bookworm-slim',
      own,
      labels: { 'plab.base': '1' },
      make: () => bootstrap(engine, own, options),
    },
    options,
  );
}

/** What the published slim image leaves out, too. */
const unneeded = ['doc/*', 'man/*', 'info/*', 'locale/*', 'groff/*', 'lintian/*'];

const bootstrapArguments = [
  '--variant=minbase',
  '--include=ca-certificates',
  ...unneeded.map((path) => `--dpkgopt=path-exclude=/usr/share/${path}`),
  '--dpkgopt=path-include=/usr/share/doc/*/copyright',
  '--quiet',
  'bookworm',
  '-',
];

/** Streams what mmdebstrap makes, from the mirror that apt uses here, straight into the engine. */
async function bootstrap({ docker }: Engine, name: string, options: BaseOptions): Promise<void> {
  await needMmdebstrap(options);
  const [repo, tag] = name.split(':');
  const child = spawn('mmdebstrap', bootstrapArguments, {
    signal: options.signal,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const changes = 'LABEL plab.base=1\nCMD ["bash"]';
  const answer = docker.importImage(child.stdout, { repo, tag, changes });
  const [[code]] = await Promise.all([ended, answer.then((stream) => once(stream.resume(), 'end'))]);
  if (code === 0) return;
  await docker.getImage(name).remove({ force: true });
  throw new Error(`mmdebstrap ended with code ${code}: ${lastLines(said, 5)}`);
}

async function needMmdebstrap({ say, signal }: BaseOptions): Promise<void> {
  const installed = await access('/usr/bin/mmdebstrap').then(
    () => true,
    () => false,
  );
  if (installed) return;
  if (!mayInstall()) throw new Error('mmdebstrap, which makes it, is not installed');
  say('installing mmdebstrap by apt');
  await aptInstall(['mmdebstrap'], signal);
}
