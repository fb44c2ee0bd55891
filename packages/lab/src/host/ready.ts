import type Docker from 'dockerode';
import { notReady } from '../errors.ts';

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
  const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
  const log = await container.logs({ follow: true, stdout: true, stderr: true, since, abortSignal });
  let said = '';
  try {
    for await (const chunk of log) {
      said += String(chunk);
      if (said.includes('lab: ready')) return;
      said = said.slice(-8000);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!abortSignal.aborted) throw error;
  }
  throw notReady(name, printable(said));
}

/** The last lines, without the frame headers that the engine puts between them. */
function printable(text: string): string {
  return text
    .replaceAll(/[^\P{Cc}\n]/gu, '')
    .trim()
    .split('\n')
    .slice(-15)
    .join('\n');
}
