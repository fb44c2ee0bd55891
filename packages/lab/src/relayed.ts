import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Host } from '@pipeline-lab/deploy';
import type { LabHost } from './host/create.ts';

type Reached = Pick<LabHost, 'host' | 'sshConfigFile'>;

/** The port of this machine that leads to the SSH server of a lab host. */
export async function sshPortOf(host: Reached): Promise<number> {
  return Number(/Port (\d+)/.exec(await configOf(host))?.[1]);
}

/** The lab host as it is reached through another port of this machine, such as that of a relay. */
export async function hostThrough(host: Reached, port: number): Promise<Host> {
  const sshConfigFile = join(dirname(host.sshConfigFile), `relay-${host.host.name}`);
  await writeFile(sshConfigFile, (await configOf(host)).replace(/Port \d+/, `Port ${port}`), { mode: 0o600 });
  return { ...host.host, sshConfigFile };
}

async function configOf({ host, sshConfigFile }: Reached): Promise<string> {
  return await readFile(join(dirname(sshConfigFile), host.name, 'ssh_config'), 'utf8');
}
