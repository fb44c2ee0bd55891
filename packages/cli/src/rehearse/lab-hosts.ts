import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Host } from '@pipeline-lab/deploy';
import { type Engine, ensureDebianBase } from '@pipeline-lab/image';
import {
  createHost,
  createUplink,
  destroyLab,
  ensureHostImage,
  hostThrough,
  type LabHost,
  sshPortOf,
  type Uplink,
  type UplinkOptions,
} from '@pipeline-lab/lab';
import type { Context } from '../context.ts';
import type { StandIn } from './stand-ins.ts';

/** The throw-away hosts of one rehearsal. */
export interface RehearsalLab {
  /** A lab of its own, which `PLAB_NAMESPACE=… plab down` removes. */
  readonly namespace: string;
  /** In the order of the stand-ins; one that was lost and came back is another one. */
  readonly hosts: () => readonly LabHost[];
  readonly restoreLast: () => Promise<void>;
  /** Where processes of the rehearsal put what is temporary. */
  readonly temporary: string;
  /** Removes everything. */
  readonly destroy: () => Promise<void>;
}

type Surroundings = Pick<Context, 'namespace' | 'stateFolder' | 'say' | 'signal'>;

/** Makes a host for each stand-in. When that fails nothing stays. `diskBytes` is the size of the first one's disk. */
export async function makeHosts(
  context: Surroundings,
  engine: Engine,
  chosen: readonly StandIn[],
  diskBytes?: number,
): Promise<RehearsalLab> {
  const namespace = `${context.namespace}-rehearse-${randomBytes(3).toString('hex')}`;
  const stateDir = join(dirname(context.stateFolder), namespace);
  const { docker } = engine;
  const { say, signal } = context;
  // What the engine keeps for everybody stays in the folder that is everybody's.
  const debianBase = await ensureDebianBase(engine, { say, signal, stateDir: context.stateFolder });
  const image = await ensureHostImage(docker, { debianBase, say, signal });
  const temporary = await mkdtemp(join(tmpdir(), 'plab-'));
  const destroy = async (): Promise<void> => {
    await destroyLab(docker, { namespace, stateDir });
    for (const folder of [stateDir, temporary]) await rm(folder, { recursive: true, force: true });
  };
  const make = async ({ for: host, name }: StandIn, at: number): Promise<LabHost> => {
    const disk = at === 0 && diskBytes !== undefined ? { diskBytes } : {};
    const quiet = { say: () => undefined, signal };
    const made = await createHost(docker, {
      name,
      namespace,
      image,
      webPort: 0,
      stateDir,
      ...disk,
      ...quiet,
    });
    return { ...made, host: withGroups(made.host, host) };
  };
  try {
    const hosts = await allMade(chosen.map(make));
    const restoreLast = async (): Promise<void> => {
      const last = chosen.at(-1);
      if (last !== undefined) hosts[hosts.length - 1] = await make(last, chosen.length - 1);
    };
    return { namespace, hosts: () => hosts, restoreLast, temporary, destroy };
  } catch (error) {
    await destroy();
    throw error;
  }
}

/** Waits for each before it throws the first failure, so that nothing comes into being later. */
async function allMade(making: readonly Promise<LabHost>[]): Promise<LabHost[]> {
  const made = await Promise.allSettled(making);
  return made.map((each) => {
    if (each.status === 'rejected') throw each.reason;
    return each.value;
  });
}

function withGroups(host: Host, { groups }: Host): Host {
  return groups === undefined ? host : { ...host, groups };
}

/** The lab hosts behind a line that counts what is sent to them. */
export interface Line {
  readonly hosts: readonly Host[];
  /** Bytes so far, as they go over SSH. */
  readonly sent: () => number;
  readonly close: Uplink['close'];
}

export async function lineTo(
  hosts: readonly LabHost[],
  options: UplinkOptions = { bytesPerSecond: Infinity },
): Promise<Line> {
  const uplink = createUplink(options);
  const relays = await Promise.all(hosts.map(async (host) => await uplink.relay(await sshPortOf(host))));
  return {
    hosts: await Promise.all(hosts.map(async (host, at) => await hostThrough(host, relays[at]?.port ?? 0))),
    sent: () => relays.reduce((sum, relay) => sum + relay.sent(), 0),
    close: uplink.close,
  };
}
