import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replicas, slotAddress, slots } from '../host/slot.ts';
import { proxyMasterSocket, proxyRuntimeSocket } from '../proxy/sockets.ts';
import type { Forward } from './arguments.ts';

/** The local unix sockets that lead to something on a host, in a folder of their own. */
export interface Forwards {
  readonly all: readonly Forward[];
  readonly docker: string;
  readonly runtime: string;
  readonly master: string;
  slot(slot: number, replica: number): string;
  remove(): Promise<void>;
}

/** Names the sockets of one connection; ssh makes them. `port` is the application's, in its containers. */
export async function createForwards(app: string, port: number): Promise<Forwards> {
  const folder = await mkdtemp(join(tmpdir(), 'plab-'));
  const docker = join(folder, 'docker');
  const runtime = join(folder, 'runtime');
  const master = join(folder, 'master');
  const slot = (number: number, replica: number): string => join(folder, `slot${number}-${replica}`);
  const slotForwards = slots.flatMap((number) =>
    replicas.map((replica) => ({
      local: slot(number, replica),
      remote: `${slotAddress(app, number, replica)}:${port}`,
    })),
  );
  return {
    all: [
      { local: docker, remote: '/var/run/docker.sock' },
      { local: runtime, remote: proxyRuntimeSocket },
      { local: master, remote: proxyMasterSocket },
      ...slotForwards,
    ],
    docker,
    runtime,
    master,
    slot,
    remove: async () => await rm(folder, { recursive: true, force: true }),
  };
}
