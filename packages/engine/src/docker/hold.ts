import { once } from 'node:events';
import type { Site } from '../build/build.ts';
import { containerLabel } from '../shell/guard.ts';

/**
 * Removes what has the label, as soon as its input says so. When that only ends, the build has died: a `docker run` of
 * it may still be at work, and is killed ten seconds later.
 */
const held = `
remove() { found=$(docker ps -aq --filter "label=$1") && [ -n "$found" ] && docker rm -fv $found; } >/dev/null 2>&1
echo ready
if read -r _; then remove "$1"; else remove "$1" || { sleep 11; remove "$1"; }; fi
`;

/** Sees to it that the container with a value of `containerLabel` goes with the work, also when this process dies in it. */
export async function holding<T>({ build, remote }: Site, label: string, work: () => Promise<T>): Promise<T> {
  if (remote === undefined) {
    build.guard.holds(label);
    try {
      return await work();
    } finally {
      build.guard.released(label);
    }
  }
  const holder = remote.start(['sh', '-c', held, 'sh', `${containerLabel}=${label}`]);
  const ended = once(holder, 'exit');
  holder.stdin?.on('error', () => undefined);
  if (holder.stdout !== null) await Promise.race([once(holder.stdout, 'data'), ended]);
  try {
    return await work();
  } finally {
    holder.stdin?.end('done\n');
    await ended;
  }
}
