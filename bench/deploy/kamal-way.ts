import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inside, type LabHost, type Relay } from '@pipeline-lab/lab';
import type { TestLab } from '../../packages/cli/test/lab.ts';
import type { Version, Way } from './visited.ts';

const execute = promisify(execFile);

/** Kamal as it is installed here. */
export interface Kamal {
  /** A line of shell that runs it in the folder where it is started, such as `ruby -I/kamal/lib /kamal/bin/kamal`. */
  readonly command: string;
  /** A registry on this machine, such as `localhost:5555`. */
  readonly registry: string;
  /** An image of the local engine with its proxy. */
  readonly proxyImage: string;
}

export interface KamalWay extends Way {
  /** Brings the host its proxy and all layers of a version, so that the next one ships what differs. */
  readonly prepare: (version: Version) => Promise<void>;
}

/** Kamal on a lab host whose own proxy makes room for Kamal's. */
export async function kamalWay(lab: TestLab, kamal: Kamal, host: LabHost, relay: Relay): Promise<KamalWay> {
  const cwd = await mkdtemp(join(lab.stateDir, 'kamal-'));
  await mkdir(join(cwd, 'config'));
  const { app } = lab.app;
  const { docker } = lab.engine;
  const ssh = await readFile(join(dirname(host.sshConfigFile), host.host.name, 'ssh_config'), 'utf8');
  const key = /IdentityFile "(.*)"/.exec(ssh)?.[1] ?? '';
  await writeFile(join(cwd, 'config/deploy.yml'), configOf(app, kamal, relay.port, key));
  const remote = (version: string): string => `${kamal.registry}/${app}:${version}`;
  const push = async ({ version, image }: Version): Promise<void> => {
    await execute('docker', ['tag', image, remote(version)]);
    await execute('docker', ['push', '-q', remote(version)]);
  };
  return {
    url: `http://127.0.0.1:${host.webPort}`,
    sent: relay.sent,
    async prepare(version) {
      await inside(docker, host, 'touch /run/lab/hold-haproxy; pkill -x haproxy; :');
      const load = `docker save "$0" | docker exec -i "$1" docker load -q`;
      await execute('sh', ['-c', load, kamal.proxyImage, host.containerId]);
      await push(version);
      // By the machine's own ssh: a layer of some size does not get through Kamal's (its issue 1886).
      const tunnel = ['-F', host.sshConfigFile, '-R', `${port(kamal)}:${kamal.registry}`];
      await execute('ssh', [...tunnel, host.host.name, `docker pull -q ${remote(version.version)}`]);
    },
    async deploy(version) {
      await push(version);
      const line = `${kamal.command} deploy --skip-push --version ${version.version}`;
      const child = spawn('sh', ['-c', line], { cwd, env: { ...process.env, PWD: cwd } });
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (text: Buffer) => {
          said += text.toString();
        });
      const [code] = (await once(child, 'close')) as [number | null];
      if (code !== 0) throw new Error(`kamal ended with ${code}\n${said.slice(-4000)}`);
    },
  };
}

function port({ registry }: Kamal): string {
  return registry.split(':')[1] ?? '';
}

/** Its defaults, but for what `deploy.yml` of ours says, too: the health path, and a second to drain. */
function configOf(app: string, { registry }: Kamal, sshPort: number, key: string): string {
  return `service: ${app}
image: ${app}
servers: [127.0.0.1]
registry: { server: "${registry}" }
builder: { arch: amd64 }
ssh: { user: deploy, port: ${sshPort}, keys: ["${key}"], keys_only: true }
proxy: { app_port: 5000, healthcheck: { path: /health } }
drain_timeout: 1
retain_containers: 2
`;
}
