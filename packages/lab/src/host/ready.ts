import type Docker from 'dockerode';
import { notReady } from '../errors.ts';
import { followLog, lastLines } from './log.ts';

/** Time (ms) that the three services may take to come up. */
const patience = 120_000;

/** Waits until the host's start script says that sshd, HAProxy and Docker answer. Errors: PLAB_LAB_NOT_READY. */
export async function untilReady(
  container: Docker.Container,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  const { State } = await container.inspect();
  const since = Date.parse(State.StartedAt) / 1000;
  const { came, said } = await followLog(container, { until: /lab: ready/, patience, since }, signal);
  if (!came) throw notReady(name, lastLines(said, 15));
}
