import type { ChosenDestination } from '../destination.ts';
import { badUsage, tooLittleMemory } from '../errors.ts';
import type { RehearsalFault } from './faults.ts';

/** Throws PLAB_USAGE when a destination cannot be rehearsed with the fault on so many lab hosts. */
export function requireFitting(
  { name: destination, destination: settings }: Pick<ChosenDestination, 'name' | 'destination'>,
  { name, hosts = 1 }: RehearsalFault,
  count: number,
): void {
  if (settings.engine === 'swarm')
    throw badUsage(
      `${destination} is one of Docker Swarm (\`engine: swarm\`), and a rehearsal is for hosts that a deployment switches itself`,
      'Name another destination; `plab plan` tells what a deployment to this one would do.',
    );
  if (count < hosts)
    throw badUsage(
      `--fault ${name} takes ${hosts} hosts, and there ${count === 1 ? 'is one' : `are ${count}`}`,
      `Say --hosts ${hosts}: lab hosts cost little.`,
    );
}

/** What Docker needs beside the layers, and room for the state of a host. */
const reserve = 192 * 1024 * 1024;

/**
 * The size of a disk in memory that takes the image of before and the one that is deployed, each packed and unpacked for a
 * moment. Throws PLAB_REHEARSE_MEMORY when this machine has not that much left.
 */
export function diskFor(
  before: number,
  image: number,
  available: number = process.availableMemory(),
): number {
  const size = 2 * (before + image) + reserve;
  if (size + reserve > available) throw tooLittleMemory(size, available);
  return size;
}
