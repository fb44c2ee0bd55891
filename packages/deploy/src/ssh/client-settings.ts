import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { promisify } from 'node:util';
import { fail } from '../errors.ts';
import type { Host } from '../host/host.ts';
import { targetArguments } from './arguments.ts';

const execute = promisify(execFile);

/** What the SSH client's configuration says for a host (`ssh -G`), by lower-case name; a name may come more than once. */
export async function clientSettings(host: Host): Promise<ReadonlyMap<string, readonly string[]>> {
  const { before, target } = targetArguments(host);
  const { stdout } = await execute('ssh', ['-G', ...before, '--', target]).catch((error: unknown) => {
    throw fail('PLAB_SSH_REFUSED', host, 'its SSH configuration cannot be read', error);
  });
  const settings = new Map<string, string[]>();
  for (const line of stdout.split('\n')) {
    const at = line.indexOf(' ');
    if (at < 0) continue;
    const [name, value] = [line.slice(0, at), line.slice(at + 1)];
    settings.set(name, [...(settings.get(name) ?? []), value]);
  }
  return settings;
}

/** The key files that the SSH client would offer a host, whether they are there or not. */
export async function identityFiles(host: Host): Promise<string[]> {
  const files = (await clientSettings(host)).get('identityfile') ?? [];
  return files.map(expanded);
}

/** A path as the client writes it, with `~` for the home folder. */
export function expanded(path: string): string {
  return path.replace(/^~(?=\/)/, homedir());
}
