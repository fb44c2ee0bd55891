import type { AppConfig } from '@pipeline-lab/deploy';
import { badUsage, tooLittleMemory } from '../errors.ts';
import type { RehearsalFault } from './faults.ts';

/** Throws PLAB_USAGE when a destination cannot be rehearsed with the fault. */
export function requireFitting(app: AppConfig, { name, hosts = 1 }: RehearsalFault, count: number): void {
  if (isSwarm(app))
    throw badUsage(
      `${app.app} is deployed by Docker Swarm (\`engine: swarm\`), and a rehearsal is for hosts of their own`,
      'Rehearse a destination without it; Swarm’s own updates are not taken apart here.',
    );
  if (count < hosts)
    throw badUsage(
      `--fault ${name} takes ${hosts} hosts, and there ${count === 1 ? 'is one' : `are ${count}`}`,
      `Say --hosts ${hosts}: lab hosts cost little.`,
    );
}

function isSwarm(app: object): boolean {
  return 'engine' in app && app.engine === 'swarm';
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
