import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';

/** Servers on the loopback interface that want a password or a key. */
export interface Servers {
  readonly login: string;
  readonly password: string;
  /** `127.0.0.1:49153` */
  readonly registry: string;
  /** A repository behind a password, and the same one behind a key. */
  readonly http: string;
  readonly ssh: string;
  /** The last commit of its branch `main`. */
  readonly commit: string;
  /** Runs ssh so that it knows the server's key. */
  readonly sshCommand: string;
}

const run = promisify(execFile);

/** Starts a registry, git over HTTP and git over SSH, until the end of the test. */
export async function servers(t: TestContext, folder: string, publicKey: string): Promise<Servers> {
  const [login, password] = ['robot', 'pass word/é-1'];
  const image = await serverImage();
  const variables = { LOGIN: login, PASSWORD: password, PUBLIC_KEY: publicKey };
  const env = Object.entries(variables).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  const ports = ['22', '80', '5000'].flatMap((port) => ['-p', `127.0.0.1::${port}`]);
  const id = (await run('docker', ['run', '-d', '--init', ...ports, ...env, image])).stdout.trim();
  t.after(() => execFileSync('docker', ['rm', '-f', id], { stdio: 'ignore' }));
  await ready(id);
  const inside = async (...command: string[]): Promise<string> =>
    (await run('docker', ['exec', id, ...command])).stdout.trim();
  const at = async (port: string): Promise<string> =>
    (await run('docker', ['port', id, port])).stdout.trim().split('\n')[0] ?? '';
  const ssh = await at('22');
  const known = join(folder, 'known_hosts');
  const key = await inside('cat', '/etc/ssh/ssh_host_ed25519_key.pub');
  await writeFile(known, `[127.0.0.1]:${ssh.split(':')[1]} ${key}\n`);
  return {
    login,
    password,
    registry: await at('5000'),
    http: `http://${await at('80')}/git/project.git`,
    ssh: `ssh://${ssh}/srv/git/project.git`,
    commit: await inside('git', '-C', '/srv/git/project.git', 'rev-parse', 'main'),
    sshCommand: `ssh -F /dev/null -o UserKnownHostsFile=${known}`,
  };
}

async function serverImage(): Promise<string> {
  const base = process.env['DEBIAN_BASE'] ?? 'debian:bookworm-slim';
  const args = ['build', '-q', '--build-arg', `BASE=${base}`, '-t', 'plab/test-servers', 'servers'];
  return (await run('docker', args, { cwd: import.meta.dirname })).stdout.trim().split('\n').at(-1) ?? '';
}

async function ready(id: string): Promise<void> {
  const logs = spawn('docker', ['logs', '-f', id], { stdio: ['ignore', 'pipe', 'ignore'] });
  const said: string[] = [];
  for await (const line of createInterface({ input: logs.stdout })) {
    if (line === 'ready') return void logs.kill();
    said.push(line);
  }
  await once(logs, 'exit');
  throw new Error(`the servers did not start: ${said.join('\n')}`);
}

/** Programs that write down how they were called before they run; gives a PATH that finds them first, and the file. */
export async function watched(
  folder: string,
  names: readonly string[],
): Promise<{ readonly path: string; readonly calls: string }> {
  const bin = join(folder, 'watched');
  const calls = join(folder, 'calls');
  const path = process.env['PATH'] ?? '';
  await mkdir(bin, { recursive: true });
  for (const name of names) {
    const script = `#!/bin/sh\nprintf '%s\\n' "${name} $*" >>'${calls}'\nPATH='${path}' exec ${name} "$@"\n`;
    await writeFile(join(bin, name), script);
    await chmod(join(bin, name), 0o755);
  }
  return { path: `${bin}:${path}`, calls };
}
