import { createHash } from 'node:crypto';
import { mostReplicas, mostWorkers } from '../config/roles.ts';

/**
 * A slot is a fixed address for one release, or several where it has replicas, on the application's own network. Fixed, so that it outlives a
 * restart of the engine or the host; few, so that each can be reached through a forward opened in advance.
 */
export const slots: readonly number[] = Array.from({ length: 10 }, (_, index) => index);

/** The address of a container that runs a command once. */
export const oneOffSlot = -1;

/** The containers that may serve in a slot, counted from 0. */
export const replicas: readonly number[] = Array.from({ length: mostReplicas }, (_, index) => index);

const firstHostPart = 10;
const firstWorkerPart = 64;
/** Below the workers there is room for so many more of each release, and above them for the others. */
const [firstReplicaPart, lowReplicas] = [20, 4];
const [lastReplicaPart, highReplicas] = [224, mostReplicas - 1 - lowReplicas];

/** The application's own /24 out of 10.213.0.0/16, chosen by its name. */
export function subnet(app: string): string {
  return `${prefix(app)}.0/24`;
}

/** The address of a container that serves: the first of a release, or the one of that number, from 0. */
export function slotAddress(app: string, slot: number, replica = 0): string {
  return `${prefix(app)}.${hostPart(slot, replica)}`;
}

function hostPart(slot: number, replica: number): number {
  if (replica === 0) return firstHostPart + slot;
  return replica <= lowReplicas
    ? firstReplicaPart + slot * lowReplicas + replica - 1
    : lastReplicaPart + slot * highReplicas + replica - 1 - lowReplicas;
}

/** The address of the `index`-th worker of the release in a slot. */
export function workerAddress(app: string, slot: number, index: number): string {
  return `${prefix(app)}.${firstWorkerPart + slot * mostWorkers + index}`;
}

function prefix(app: string): string {
  return `10.213.${createHash('sha256').update(app).digest().readUInt8(0)}`;
}
