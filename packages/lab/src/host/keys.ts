import { execFile } from 'node:child_process';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Files of a host's folder: the login's key pair and the host's own. */
const login = 'id_ed25519';
const host = 'host_ed25519';

export interface HostKeys {
  readonly authorizedKey: string;
  readonly hostKey: string;
  /** True when they were made by this call, so that no host can have them yet. */
  readonly fresh: boolean;
}

/** The key pairs of a host, made now when there are none. Readable by the user only. */
export async function ensureKeys(folder: string): Promise<HostKeys> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const made = [await makeKey(folder, login), await makeKey(folder, host)];
  return {
    authorizedKey: await readFile(join(folder, `${login}.pub`), 'utf8'),
    hostKey: await readFile(join(folder, host), 'utf8'),
    fresh: made.includes(true),
  };
}

/**
 * Writes how to reach the host: its key is pinned under a name of its own, since its port changes with every start.
 * Gives the file that knows all lab hosts and, after them, what the user's own configuration says.
 */
export async function writeSshConfig(
  labFolder: string,
  name: string,
  port: number,
  user = 'deploy',
): Promise<string> {
  const folder = join(labFolder, name);
  const alias = `plab-lab-${name}`;
  const [type, key] = (await readFile(join(folder, `${host}.pub`), 'utf8')).split(' ');
  await writeFile(join(folder, 'known_hosts'), `${alias} ${type} ${key}\n`, { mode: 0o600 });
  const lines = [
    `Host ${name}`,
    '  HostName 127.0.0.1',
    `  Port ${port}`,
    `  User ${user}`,
    `  IdentityFile ${quoted(join(folder, login))}`,
    '  IdentitiesOnly yes',
    `  HostKeyAlias ${alias}`,
    `  UserKnownHostsFile ${quoted(join(folder, 'known_hosts'))}`,
    '  GlobalKnownHostsFile /dev/null',
    '  StrictHostKeyChecking yes',
  ];
  await writeFile(join(folder, 'ssh_config'), `${lines.join('\n')}\n`, { mode: 0o600 });
  const file = join(labFolder, 'ssh_config');
  const all = `Include ${quoted(join(labFolder, '*', 'ssh_config'))}\nMatch all\n  Include ~/.ssh/config\n`;
  await writeFile(file, all, { mode: 0o600 });
  return file;
}

async function makeKey(folder: string, name: string): Promise<boolean> {
  const path = join(folder, name);
  const whole = await Promise.all([access(path), access(`${path}.pub`)]).then(
    () => true,
    () => false,
  );
  if (whole) return false;
  await rm(path, { force: true });
  await execute('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'plab lab', '-f', path]);
  return true;
}

function quoted(path: string): string {
  return `"${path}"`;
}
