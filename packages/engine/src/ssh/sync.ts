import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstat, mkdir, readdir, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StepFailure } from '../errors.ts';
import { askOn, type Remote, startOn } from './remote.ts';

/** What shows that a file is the same: its kind, with size and time, or where a link leads. */
type Listing = ReadonlyMap<string, string>;

/** Makes a folder of a machine hold what a folder here holds. Only what differs is sent. */
export async function push(remote: Remote, local: string, folder: string): Promise<void> {
  await mkdir(local, { recursive: true });
  const [here, there] = await Promise.all([listingHere(local), listingThere(remote, folder)]);
  const gone = missing(there, here);
  if (gone.length > 0)
    await askOn(remote, ['sh', '-c', 'cd "$1" && xargs -0 rm -rf --', 'sh', folder], nulls(gone));
  const changed = differing(here, there);
  if (changed.length === 0) return;
  const pack = spawn('tar', ['-C', local, ...packing], { stdio: ['pipe', 'pipe', 'inherit'] });
  const unpack = startOn(remote, ['tar', '-C', folder, '-xpf', '-'], ['pipe', 'inherit', 'inherit']);
  await transfer(pack, unpack, changed);
}

/** Makes a folder here hold what a folder of a machine holds. */
export async function pull(remote: Remote, local: string, folder: string): Promise<void> {
  const [here, there] = await Promise.all([listingHere(local), listingThere(remote, folder)]);
  for (const name of missing(here, there)) await rm(join(local, name), { recursive: true, force: true });
  const changed = differing(there, here);
  if (changed.length === 0) return;
  const pack = startOn(remote, ['tar', '-C', folder, ...packing], ['pipe', 'pipe', 'inherit']);
  const unpack = spawn('tar', ['-C', local, '-xpf', '-'], { stdio: ['pipe', 'inherit', 'inherit'] });
  await transfer(pack, unpack, changed);
}

/** Times to the nanosecond, so that the listings of both sides agree afterwards. */
const packing = ['--format=posix', '--no-recursion', '--null', '-T', '-', '-cf', '-'];

async function transfer(from: ChildProcess, to: ChildProcess, names: readonly string[]): Promise<void> {
  from.stdin?.on('error', () => undefined).end(nulls(names));
  const ends = Promise.all([once(from, 'exit'), once(to, 'exit')]) as Promise<[number | null][]>;
  if (from.stdout !== null && to.stdin !== null) await pipeline(from.stdout, to.stdin).catch(() => undefined);
  for (const [code] of await ends)
    if (code !== 0)
      throw new StepFailure('the files could not be copied', 'The lines above say why; is the disk full?');
}

function nulls(names: readonly string[]): Buffer {
  return Buffer.from(names.map((name) => `${name}\0`).join(''));
}

function missing(from: Listing, to: Listing): string[] {
  return [...from.keys()].filter((name) => !to.has(name));
}

/** Folders come before what is inside of them. */
function differing(from: Listing, to: Listing): string[] {
  return [...from].filter(([name, stamp]) => to.get(name) !== stamp).map(([name]) => name);
}

async function listingHere(folder: string): Promise<Listing> {
  const listing = new Map<string, string>();
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    const path = join(folder, name);
    const found = await lstat(path, { bigint: true }).catch(() => undefined);
    if (found === undefined) continue;
    if (found.isDirectory()) listing.set(name, 'd');
    else if (found.isSymbolicLink()) listing.set(name, `l:${await readlink(path)}`);
    else if (found.isFile()) listing.set(name, `f:${found.size}:${found.mtimeNs}`);
  }
  return listing;
}

async function listingThere(remote: Remote, folder: string): Promise<Listing> {
  const script = String.raw`mkdir -p "$1" && cd "$1" && find . -mindepth 1 -printf '%P\0%y\0%s\0%T@\0%l\0'`;
  const fields = (await askOn(remote, ['sh', '-c', script, 'sh', folder])).toString().split('\0');
  const entries: [string, string][] = [];
  for (let at = 0; at + 4 < fields.length; at += 5) {
    const [name = '', kind = '', size = '', time = '', target = ''] = fields.slice(at, at + 5);
    if (kind === 'd') entries.push([name, 'd']);
    else if (kind === 'l') entries.push([name, `l:${target}`]);
    else if (kind === 'f') entries.push([name, `f:${size}:${nanoseconds(time)}`]);
  }
  return new Map(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** `1700000000.1234567890` as find prints it. */
function nanoseconds(time: string): string {
  const [seconds = '0', fraction = ''] = time.split('.');
  return `${seconds}${fraction.slice(0, 9).padEnd(9, '0')}`;
}
