import { lstat, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { askOn, type Remote } from './remote.ts';

/** What shows that a file is the same, by its path: its kind, with size and time, or where a link leads. */
export type Listing = ReadonlyMap<string, string>;

/** Of a folder here; folders come before what is inside of them. */
export async function listingHere(folder: string): Promise<Map<string, string>> {
  return await stamps(folder, (await readdir(folder, { recursive: true })).sort());
}

/** Of certain files here; what is gone has no stamp. */
export async function stamps(folder: string, names: readonly string[]): Promise<Map<string, string>> {
  const listing = new Map<string, string>();
  for (const name of names) {
    const path = join(folder, name);
    const found = await lstat(path, { bigint: true }).catch(() => undefined);
    if (found === undefined) continue;
    if (found.isDirectory()) listing.set(name, 'd');
    else if (found.isSymbolicLink()) listing.set(name, `l:${await readlink(path)}`);
    else if (found.isFile()) listing.set(name, `f:${found.size}:${found.mtimeNs}`);
  }
  return listing;
}

/** Of a folder of a machine, which is made when it is missing. */
export async function listingThere(
  remote: Remote,
  folder: string,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const script = String.raw`mkdir -p "$1" && cd "$1" && find . -mindepth 1 -printf '%P\0%y\0%s\0%T@\0%l\0'`;
  const fields = (await askOn(remote, ['sh', '-c', script, 'sh', folder], { signal })).toString().split('\0');
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
