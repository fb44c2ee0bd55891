import { execFile } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { fail, PlabError } from '../errors.ts';
import type { Host } from '../host/host.ts';
import { targetArguments } from './arguments.ts';
import { clientSettings, expanded } from './client-settings.ts';

const execute = promisify(execFile);

/** A key that a host shows. */
export interface HostKey {
  /** Its line for a file of known hosts, under the name that the SSH client looks it up by. */
  readonly line: string;
  /** Such as `ED25519`. */
  readonly type: string;
  /** `SHA256:…`, as `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
}

/** The error of a host whose key nobody has pinned; whoever asks a person finds the key in it. */
export class UnknownHostKey extends PlabError {
  readonly host: Host;
  readonly hostKey: HostKey;

  constructor(host: Host, hostKey: HostKey) {
    const { code, message, hint } = fail(
      'PLAB_HOST_KEY_UNKNOWN',
      host,
      `${hostKey.type} ${hostKey.fingerprint}`,
    );
    super(code, message, hint);
    this.host = host;
    this.hostKey = hostKey;
  }
}

/**
 * Why the SSH client refused a host's key: nobody has pinned one ({@link UnknownHostKey}), or it is another one than the
 * pinned (PLAB_HOST_KEY_CHANGED, with both fingerprints and where the pinned one stands). `refusal` when the host shows none.
 */
export async function explainRefusedKey(host: Host, refusal: Error): Promise<Error> {
  const shown = await shownKey(host).catch(() => undefined);
  if (shown === undefined) return refusal;
  const pinned = await pinnedKeys(host, shown);
  if (pinned.length === 0) return new UnknownHostKey(host, shown);
  const known = pinned.map(({ type, fingerprint, place }) => `  pinned  ${type} ${fingerprint}  (${place})`);
  const detail = `\n${known.join('\n')}\n  shown   ${shown.type} ${shown.fingerprint}\n`;
  return fail('PLAB_HOST_KEY_CHANGED', host, detail, refusal);
}

/** Pins a key in the host's file of known hosts, which is made when there is none. */
export async function pinHostKey(host: Host, { line }: HostKey): Promise<void> {
  if (host.knownHostsFile === undefined) throw fail('PLAB_HOST_KEY', host, 'there is no file to pin it in');
  await mkdir(dirname(host.knownHostsFile), { recursive: true });
  await appendFile(host.knownHostsFile, `${line}\n`);
}

/** Asks a host for its key by the very way that a connection takes, jump hosts included; logs nobody in. */
async function shownKey(host: Host): Promise<HostKey | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'plab-key-'));
  try {
    const file = join(folder, 'known_hosts');
    const { before, target } = targetArguments(host);
    const options = [
      'BatchMode=yes',
      // Into a file of its own: what is accepted here is only looked at.
      'StrictHostKeyChecking=accept-new',
      `UserKnownHostsFile="${file}"`,
      'GlobalKnownHostsFile=/dev/null',
      'HashKnownHosts=no',
      'UpdateHostKeys=no',
      'PreferredAuthentications=none',
      'ConnectTimeout=10',
      'ControlMaster=no',
      'ControlPath=none',
    ].flatMap((option) => ['-o', option]);
    await execute('ssh', [...before, '-T', ...options, '--', target, 'true']).catch(() => undefined);
    const [line = ''] = (await readFile(file, 'utf8')).split('\n');
    const [found] = await fingerprints(['-l', '-f', file]);
    return found === undefined ? undefined : { line, ...found };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface PinnedKey {
  readonly type: string;
  readonly fingerprint: string;
  /** `file:line`. */
  readonly place: string;
}

/** The keys of a host in all files that the client reads, under the name that it looks up. */
async function pinnedKeys(host: Host, { line }: HostKey): Promise<PinnedKey[]> {
  const name = line.split(' ')[0]?.split(',')[0] ?? '';
  const settings = await clientSettings(host);
  const files = ['userknownhostsfile', 'globalknownhostsfile']
    .flatMap((each) => settings.get(each)?.flatMap((value) => value.split(' ')) ?? [])
    .map(expanded);
  const all = new Set([...(host.knownHostsFile === undefined ? [] : [host.knownHostsFile]), ...files]);
  const found = await Promise.all([...all].map(async (file) => await pinnedIn(file, name)));
  return found.flat();
}

async function pinnedIn(file: string, name: string): Promise<PinnedKey[]> {
  const { stdout } = await execute('ssh-keygen', ['-F', name, '-f', file]).catch(() => ({ stdout: '' }));
  const lines = [...stdout.matchAll(/found: line (\d+)/g)].map(([, line]) => line);
  const keys = await fingerprints(['-l', '-F', name, '-f', file]);
  return keys.map(({ type, fingerprint }, index) => ({
    type,
    fingerprint,
    place: `${file}:${lines[index] ?? '?'}`,
  }));
}

/** What `ssh-keygen` says of keys: bits or the name of the host, fingerprint and type in one order or the other. */
async function fingerprints(args: readonly string[]): Promise<Omit<HostKey, 'line'>[]> {
  const { stdout } = await execute('ssh-keygen', [...args]).catch(() => ({ stdout: '' }));
  return stdout.split('\n').flatMap((line) => {
    const fingerprint = /SHA256:[A-Za-z0-9+/]+/.exec(line)?.[0];
    const type = /\b(ED25519|RSA|ECDSA|ED25519-SK|ECDSA-SK)\b/.exec(line)?.[0] ?? 'key';
    return fingerprint === undefined || line.startsWith('#') ? [] : [{ type, fingerprint }];
  });
}
