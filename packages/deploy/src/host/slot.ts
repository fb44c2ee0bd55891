import { createHash } from 'node:crypto';
import { mostWorkers } from '../config/roles.ts';

/**
 * A slot is a fixed address for one release on the application's own network. Fixed, so that it outlives a
 * restart of the engine or the host; few, so that each can be reached through a forward opened in advance.
 */
export const slots: readonly number[] = Array.from({ length: 10 }, (_, index) => index);

/** The address of a container that runs a command once. */
export const oneOffSlot = -1;

const firstHostPart = 10;
const firstWorkerPart = 64;

/** The application's own /24 out of 10.213.0.0/16, chosen by its name. */
export function subnet(app: string): string {
  return `${prefix(app)}.0/24`;
}

export function slotAddress(app: string, slot: number): string {
  return `${prefix(app)}.${firstHostPart + slot}`;
}

/** The address of the `index`-th worker of the release in a slot. */
export function workerAddress(app: string, slot: number, index: number): string {
  return `${prefix(app)}.${firstWorkerPart + slot * mostWorkers + index}`;
}

function prefix(app: string): string {
  return `10.213.${createHash('sha256').update(app).digest().readUInt8(0)}`;
}
