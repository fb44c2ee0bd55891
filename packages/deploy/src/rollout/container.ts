import { statusOf } from '@pipeline-lab/image';
import type Docker from 'dockerode';
import { fail } from '../errors.ts';
import { oneOffSlot, slotAddress, subnet } from '../host/slot.ts';
import { engineCall, labels } from '../host/state.ts';
import { requireAttested } from '../provenance/before-start.ts';
import { containerName, variablesOf } from '../release.ts';
import { withoutSecrets } from './hide-secrets.ts';
import { messageOf } from './record.ts';
import { imageName } from './ship.ts';
import type { Target } from './target.ts';

const mebibyte = 1024 * 1024;

/** Creates the release's container with the least it needs: no capability, no writable root, no published port. */
export async function createContainer(target: Target, slot: number): Promise<void> {
  await engineCall(target.connection, async () => {
    await ensureNetwork(target);
    const options = containerOptions(target, slotAddress(target.app.app, slot), slot);
    await target.connection.docker.createContainer(options).catch((error: unknown) => {
      const { host } = target.connection;
      if (statusOf(error) === 404)
        throw fail('PLAB_SHIP', host.name, 'its image was removed between its arrival and its start', error);
      if (statusOf(error) !== 409) throw error;
    });
  });
}

/** Starts the release's container, unless it runs; gives the time of its start by the engine's clock. */
export async function startContainer(target: Target): Promise<string> {
  return await engineCall(target.connection, async () => {
    await requireAttested(target, containerName(target.app.app, target.release));
    await container(target, target.release)
      .start()
      .catch((error: unknown) => {
        const status = statusOf(error);
        if (status === 304) return;
        const why = `its engine does not start the release: ${messageOf(error)}`;
        throw status === undefined || /no space left/i.test(why)
          ? error
          : fail('PLAB_HOST_COMMAND', target.connection.host.name, why, error);
      });
    return (await container(target, target.release).inspect()).State.StartedAt;
  });
}

/** Stops a release's container; it gets `seconds` to finish after SIGTERM. */
export async function stopContainer(target: Target, release: string, seconds: number): Promise<void> {
  await engineCall(target.connection, async () => {
    await container(target, { id: release }).stop({ t: seconds }).catch(ignore(304, 404));
  });
}

/** Removes a release's container and its image, unless something else uses that image. */
export async function removeContainer(target: Target, release: string): Promise<void> {
  await engineCall(target.connection, async () => {
    await container(target, { id: release }).remove({ force: true }).catch(ignore(404));
    const name = imageName({ app: target.app, release: { ...target.release, id: release } });
    await target.connection.docker.getImage(name).remove().catch(ignore(404, 409));
  });
}

/** Hides the values of the release's secret variables in a text of its application. */
export async function hideSecrets(target: Target, text: string): Promise<string> {
  const { Config } = await container(target, target.release).inspect();
  return withoutSecrets(Config, text);
}

/** The last lines that the release wrote, its secrets hidden. */
export async function lastLines(target: Target, count: number): Promise<string[]> {
  return await linesOf(target, containerName(target.app.app, target.release), count);
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

function container(target: Target, release: { readonly id: string }): Docker.Container {
  return target.connection.docker.getContainer(containerName(target.app.app, release));
}

/** What every container of a release has in common; `slot` is that of the one that serves. */
export function containerOptions(
  { app, release }: Pick<Target, 'app' | 'release'>,
  address: string,
  slot?: number,
): Docker.ContainerCreateOptions {
  return {
    name: containerName(app.app, release),
    Image: imageName({ app, release }),
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

async function ensureNetwork({ app, connection }: Target): Promise<void> {
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
