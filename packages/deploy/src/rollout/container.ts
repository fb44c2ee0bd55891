import { statusOf } from '@pipeline-lab/image';
import type Docker from 'dockerode';
import { fail } from '../errors.ts';
import { oneOffSlot, slotAddress, subnet } from '../host/slot.ts';
import { labels } from '../host/state.ts';
import { containerName, imageName, variablesOf } from '../release.ts';
import { withoutSecrets } from './hide-secrets.ts';
import { messageOf } from './record.ts';
import type { Target } from './target.ts';

const mebibyte = 1024 * 1024;

/** Hides the values of the release's secret variables in a text of its application. */
export async function hideSecrets({ connection, app, release }: Target, text: string): Promise<string> {
  const { Config } = await connection.docker.getContainer(containerName(app.app, release)).inspect();
  return withoutSecrets(Config, text);
}

/** The last lines that a container of the release wrote, its secrets hidden. */
export async function linesOf({ connection }: Target, name: string, count: number): Promise<string[]> {
  const found = connection.docker.getContainer(name);
  const output = await found.logs({ stdout: true, stderr: true, tail: count });
  const { Config } = await found.inspect();
  return withoutSecrets(Config, demultiplex(output))
    .split('\n')
    .filter((line) => line !== '');
}

/** Creates a container of the release that runs a command once; one of that name from before goes. */
export async function createOneOff(
  target: Target,
  name: string,
  command: readonly string[],
): Promise<Docker.Container> {
  const { docker } = target.connection;
  await ensureNetwork(target);
  await docker.getContainer(name).remove({ force: true }).catch(ignore(404));
  const { HostConfig, ...options } = containerOptions(target, slotAddress(target.app.app, oneOffSlot));
  return await docker.createContainer({
    ...options,
    name,
    Cmd: [...command],
    // Not one of the releases that the host keeps.
    Labels: { [labels.secrets]: target.release.secrets.join(',') },
    HostConfig: { ...HostConfig, RestartPolicy: { Name: 'no' } },
  });
}

/**
 * What every container of a release has in common. `address` is its own in the application's network; `slot` is that of the
 * release, for one that serves.
 */
export function containerOptions(
  { app, release }: Pick<Target, 'app' | 'release'>,
  address: string,
  slot?: number,
): Docker.ContainerCreateOptions {
  return {
    name: containerName(app.app, release),
    Image: imageName(app.app, release.id),
    Env: variablesOf(release),
    Labels: {
      [labels.app]: app.app,
      [labels.release]: release.id,
      ...(slot === undefined ? {} : { [labels.slot]: String(slot) }),
      [labels.name]: release.label,
      [labels.secrets]: release.secrets.join(','),
    },
    HostConfig: {
      NetworkMode: app.app,
      ReadonlyRootfs: true,
      Tmpfs: { '/tmp': 'rw,noexec,nosuid,size=16m' },
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      PidsLimit: app.resources.pids,
      Memory: app.resources.memory * mebibyte,
      ...(app.resources.cpus === undefined ? {} : { NanoCpus: app.resources.cpus * 1e9 }),
      RestartPolicy: { Name: 'unless-stopped' },
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
      Mounts: Object.entries(app.volumes).map(([volume, path]) => ({
        Type: 'volume' as const,
        Source: `${app.app}-${volume}`,
        Target: path,
      })),
    },
    NetworkingConfig: {
      EndpointsConfig: { [app.app]: { IPAMConfig: { IPv4Address: address } } },
    },
  };
}

/** The application's own network on the host. */
export async function ensureNetwork({ app, connection }: Target): Promise<void> {
  const { docker, host } = connection;
  try {
    await docker.createNetwork({
      Name: app.app,
      CheckDuplicate: true,
      Labels: { [labels.app]: app.app },
      IPAM: { Config: [{ Subnet: subnet(app.app) }] },
    });
  } catch (error) {
    // Podman calls it an internal error.
    if (statusOf(error) === 409 || /already exists/.test(messageOf(error))) return;
    throw fail('PLAB_HOST_COMMAND', host.name, `the network ${subnet(app.app)} cannot be made`, error);
  }
}

// Docker Engine API, “Attach to a container”: each frame has an 8-byte header, its length in the last four.
function demultiplex(output: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; at + 8 <= output.length; ) {
    const length = output.readUInt32BE(at + 4);
    parts.push(output.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Takes an answer of the engine with one of these statuses for done already. */
export function ignore(...statuses: readonly number[]): (error: unknown) => void {
  return (error) => {
    if (!statuses.includes(statusOf(error) ?? 0)) throw error;
  };
}
