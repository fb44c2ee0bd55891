import { once } from 'node:events';
import type { AppConfig } from '../config/schema.ts';
import type { Host } from '../host/host.ts';
import { lockAll } from '../rollout/lock.ts';

export interface LockRequest {
  readonly app: AppConfig;
  readonly hosts: readonly Host[];
  /** What whoever is refused gets to read. */
  readonly reason: string;
  /** Called once every host is locked. */
  readonly onHeld: () => void;
}

/** Keeps deployments off the hosts until the signal aborts. Errors: PLAB_LOCKED; a lost host ends it, with the reason. */
export async function holdLock(
  { app, hosts, reason, onHeld }: LockRequest,
  signal: AbortSignal,
): Promise<void> {
  const connections = await lockAll({ app, hosts }, signal, reason);
  try {
    onHeld();
    const end = AbortSignal.any([signal, ...connections.map(({ lost }) => lost)]);
    if (!end.aborted) await once(end, 'abort');
    if (!signal.aborted) end.throwIfAborted();
  } finally {
    await Promise.all(connections.map((connection) => connection.close()));
  }
}
