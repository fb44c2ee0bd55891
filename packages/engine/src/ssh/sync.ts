import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StepFailure } from '../errors.ts';
import { differences } from './differences.ts';
import { type Listing, listingHere, listingThere, stamps } from './listing.ts';
import { askOn, type Remote, startOn } from './remote.ts';

/** A folder here and its counterpart on a machine. Of the two functions, one at a time may work on it. */
export interface Twin {
  readonly local: string;
  readonly there: string;
  /** What both held when they were last brought together; undefined: what lies there is of another build. */
  base: Map<string, string> | undefined;
}

/** Brings what happened here to the machine. The first time, it is made to hold what the folder here does. */
export async function push(remote: Remote, twin: Twin, signal: AbortSignal): Promise<void> {
  const { local, there } = twin;
  await mkdir(local, { recursive: true, mode: 0o700 });
  const [ours, theirs] = await Promise.all([listingHere(local), listingThere(remote, there, signal)]);
  const { changed, gone } = differences(ours, theirs, twin.base ?? theirs);
  const remove = ['sh', '-c', 'cd "$1" && xargs -0 rm -rf --', 'sh', there];
  if (gone.length > 0) await askOn(remote, remove, { input: nulls(gone), signal });
  if (changed.length > 0) {
    const pack = spawn('tar', ['-C', local, ...packing], { stdio: ['pipe', 'pipe', 'inherit'], signal });
    const unpack = startOn(
      remote,
      ['tar', '-C', there, ...unpacking],
      ['pipe', 'inherit', 'inherit'],
      signal,
    );
    await transfer(pack, unpack, changed, signal);
  }
  for (const name of changed) theirs.set(name, ours.get(name) ?? '');
  for (const name of gone) theirs.delete(name);
  twin.base = agreed(ours, theirs, twin.base ?? new Map());
}

/** Brings what happened on the machine here. */
export async function pull(remote: Remote, twin: Twin, signal: AbortSignal): Promise<void> {
  const { local, there } = twin;
  const [ours, theirs] = await Promise.all([listingHere(local), listingThere(remote, there, signal)]);
  const { changed, gone } = differences(theirs, ours, twin.base ?? new Map());
  for (const name of gone) await rm(join(local, name), { recursive: true, force: true });
  if (changed.length > 0) {
    const pack = startOn(remote, ['tar', '-C', there, ...packing], ['pipe', 'pipe', 'inherit'], signal);
    const unpack = spawn('tar', ['-C', local, ...unpacking], {
      stdio: ['pipe', 'inherit', 'inherit'],
      signal,
    });
    await transfer(pack, unpack, changed, signal);
  }
  for (const name of gone) ours.delete(name);
  // A program that is still at work may have written on since the listing: what came counts.
  for (const [name, stamp] of await stamps(local, changed)) {
    ours.set(name, stamp);
    theirs.set(name, stamp);
  }
  twin.base = agreed(ours, theirs, twin.base ?? new Map());
}

/** What both sides hold now. Where they differ, the other side has yet to hear: what they agreed on before stays. */
function agreed(ours: Listing, theirs: Listing, before: Listing): Map<string, string> {
  const base = new Map([...before].filter(([name]) => ours.has(name) || theirs.has(name)));
  for (const [name, stamp] of ours) if (theirs.get(name) === stamp) base.set(name, stamp);
  return base;
}

/** Times to the nanosecond, so that the listings of both sides agree afterwards. */
const packing = [
  '--format=posix',
  '--no-recursion',
  '--ignore-failed-read',
  '--null',
  '-T',
  '-',
  '-cf',
  '-',
] as const;

const unpacking = ['-xpf', '-'] as const;

async function transfer(
  from: ChildProcess,
  to: ChildProcess,
  names: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  from.stdin?.on('error', () => undefined).end(nulls(names));
  const ends = Promise.all([once(from, 'exit'), once(to, 'exit')]) as Promise<[number | null][]>;
  if (from.stdout !== null && to.stdin !== null) await pipeline(from.stdout, to.stdin).catch(() => undefined);
  const codes = await ends.catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new StepFailure('tar or ssh cannot be started', 'Install tar and OpenSSH’s client.', { cause });
  });
  const [[packed], [unpacked]] = codes as [[number | null], [number | null]];
  // 1: a file changed while it was read, by a program that is still at work.
  if ((packed === 0 || packed === 1) && unpacked === 0) return;
  throw new StepFailure('the files could not be copied', 'The lines above say why; is the disk full?');
}

function nulls(names: readonly string[]): Buffer {
  return Buffer.from(names.map((name) => `${name}\0`).join(''));
}
