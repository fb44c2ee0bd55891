import { join } from 'node:path';
import { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { pack } from 'tar-stream';
import { hostStart } from '../errors.ts';
import { privileges } from './container.ts';
import type { LabHost } from './create.ts';
import { inside } from './inside.ts';
import { ensureKeys, type HostKeys, writeSshConfig } from './keys.ts';
import { labelsOf } from './labels.ts';

/** Who logs in: root, or `admin`, who becomes root by sudo. */
export type Login = 'root' | 'admin';

export interface BareHostOptions {
  readonly name: string;
  readonly namespace: string;
  /** From `ensureHostImage` with the recipe `bare`. */
  readonly image: string;
  readonly stateDir: string;
  readonly login: Login;
  /** What its first process is: systemd, or nothing but an SSH server. */
  readonly init: 'systemd' | 'none';
}

/** A new host with an SSH server and nothing else. Its images are kept on a volume. Errors: PLAB_LAB_START. */
export async function createBareHost(docker: Docker, options: BareHostOptions): Promise<LabHost> {
  const { name, stateDir, login } = options;
  const labFolder = join(stateDir, 'lab');
  const keys = await ensureKeys(join(labFolder, name));
  const container = await start(docker, options, keys);
  const { NetworkSettings, Id } = await container.inspect();
  const published = (port: string): number => Number(NetworkSettings.Ports[port]?.[0]?.HostPort);
  await inside(docker, { containerId: Id }, 'until [ -s /run/sshd.pid ]; do sleep 0.1; done');
  const sshConfigFile = await writeSshConfig(labFolder, name, published('22/tcp'), login);
  return {
    host: { name, target: name, sshConfigFile },
    webPort: published('80/tcp'),
    tlsPort: published('443/tcp'),
    containerId: Id,
    sshConfigFile,
  };
}

/** The public half of the key that opens a lab host. */
export function publicKeyFile(stateDir: string, name: string): string {
  return join(stateDir, 'lab', name, 'id_ed25519.pub');
}

async function start(docker: Docker, options: BareHostOptions, keys: HostKeys): Promise<Docker.Container> {
  const container = await docker.createContainer(containerOptions(options));
  try {
    await container.putArchive(keyArchive(keys), { path: '/' });
    await container.start();
    return container;
  } catch (error) {
    await container.remove({ force: true });
    throw hostStart(options.name, error instanceof Error ? error.message : String(error), error);
  }
}

function containerOptions(options: BareHostOptions): Docker.ContainerCreateOptions {
  const name = `${options.namespace}-${options.name}`;
  const labels = labelsOf(options.namespace, options.name);
  return {
    name,
    Hostname: name,
    Image: options.image,
    Labels: labels,
    Env: ['container=docker'],
    ExposedPorts: { '22/tcp': {}, '80/tcp': {}, '443/tcp': {} },
    ...firstProcess[options.init],
    HostConfig: {
      ...privileges.capabilities,
      ...hostCgroups,
      Tmpfs: { '/run': 'rw,exec,mode=755', '/run/lock': 'rw' },
      PortBindings: {
        '22/tcp': [{ HostIp: '127.0.0.1', HostPort: '0' }],
        '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '0' }],
        '443/tcp': [{ HostIp: '127.0.0.1', HostPort: '0' }],
      },
      Mounts: [
        {
          Type: 'volume',
          Source: `${name}-docker`,
          Target: '/var/lib/docker',
          VolumeOptions: { Labels: labels, NoCopy: true, DriverConfig: { Name: 'local', Options: {} } },
        },
      ],
    },
  };
}

/** Docker Engine API 1.41; the types of the client do not have it yet. */
const hostCgroups: object = { CgroupnsMode: 'host' };

const firstProcess: Readonly<Record<BareHostOptions['init'], Docker.ContainerCreateOptions>> = {
  systemd: { Cmd: ['/sbin/init'], StopSignal: 'SIGRTMIN+3' },
  none: { Cmd: ['tini', '-g', '--', 'sh', '-c', 'mkdir -p /run/sshd; exec /usr/sbin/sshd -D -e'] },
};

function keyArchive({ authorizedKey, hostKey }: HostKeys): NodeJS.ReadableStream {
  const archive = pack();
  archive.entry({ name: 'etc/ssh/ssh_host_ed25519_key', mode: 0o600 }, hostKey);
  for (const home of ['root', 'home/admin']) {
    archive.entry({ name: `${home}/.ssh`, type: 'directory', mode: 0o755 });
    archive.entry({ name: `${home}/.ssh/authorized_keys`, mode: 0o644 }, authorizedKey);
  }
  archive.finalize();
  return Readable.from(archive);
}
