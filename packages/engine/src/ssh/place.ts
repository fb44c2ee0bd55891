import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Value } from '@pipeline-lab/groovy';
import type { AgentPlace } from '../agents/agent.ts';
import type { Site } from '../build/build.ts';
import type { Command } from '../shell/process-group.ts';
import type { RemoteRun } from './main.ts';
import { askOn, type Remote } from './remote.ts';

/** Variables of this machine that mean nothing on another one. */
const own = new Set(['PATH', 'HOME', 'SHELL', 'USER', 'LOGNAME', 'PWD', 'OLDPWD', 'TMPDIR', 'SSH_AUTH_SOCK']);

/**
 * Runs work whose programs run on a machine behind SSH. The workspace here is what all other steps see: its files are
 * copied there before each program, and back after it.
 */
export async function inSsh(
  site: Site,
  { host, folder, config }: Extract<AgentPlace, { readonly kind: 'ssh' }>,
  work: (site: Site) => Promise<Value>,
): Promise<Value> {
  const sockets = join(site.build.stateDir, 'ssh');
  await mkdir(sockets, { recursive: true, mode: 0o700 });
  const remote: Remote = { host, sockets, ...(config === undefined ? {} : { config }) };
  const wanted = `${folder ?? 'plab'}/${basename(site.cwd)}`;
  const script = 'mkdir -p "$1" && cd "$1" && pwd';
  const there = (await askOn(remote, ['sh', '-c', script, 'sh', wanted])).toString().trim();
  const program = fileURLToPath(import.meta.resolve('@pipeline-lab/engine/ssh'));
  let runs = 0;
  const launch = (command: Command): Command => {
    runs += 1;
    const file = join(`${site.cwd}@tmp`, `ssh-${process.pid}-${runs}.json`);
    mkdirSync(`${site.cwd}@tmp`, { recursive: true, mode: 0o700 });
    writeFileSync(file, JSON.stringify(remoteRun(command, remote, site.cwd, there)), { mode: 0o600 });
    return { ...command, cwd: site.cwd, argv: [process.execPath, program, file], env: hereOnly() };
  };
  return await work({ ...site, launch });
}

function remoteRun({ argv, cwd, env }: Command, remote: Remote, local: string, there: string): RemoteRun {
  const mapped = (text: string): string => text.replaceAll(local, there);
  const known = Object.entries(env).filter(([name, value]) => !own.has(name) && process.env[name] !== value);
  return {
    remote,
    folders: ['', '@tmp'].map((end) => ({ local: local + end, there: there + end })),
    cwd: mapped(cwd),
    env: Object.fromEntries(known.map(([name, value]) => [name, mapped(value)])),
    argv: argv.map(mapped),
  };
}

function hereOnly(): Record<string, string> {
  const names = [...own].filter((name) => process.env[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, process.env[name] ?? '']));
}
