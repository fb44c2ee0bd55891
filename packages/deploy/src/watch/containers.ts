import { createInterface } from 'node:readline';
import type Docker from 'dockerode';
import { z } from 'zod';
import { labels } from '../host/state.ts';

const event = z.object({
  Action: z.string(),
  Actor: z.object({ Attributes: z.record(z.string(), z.string()).default({}) }),
});

/**
 * Resolves with what happened when one of the containers that started at `since` ends or runs out of memory, over one open
 * connection; a restart by the engine begins with such an end. Undefined when `stop` aborts;
 * throws when the stream ends before. `since` is the engine's own time.
 */
export async function containerTrouble(
  docker: Docker,
  names: readonly string[],
  since: string,
  stop: AbortSignal,
): Promise<string | undefined> {
  const filters = { container: [...names], event: ['die', 'oom'] };
  const from = Date.parse(since) / 1000;
  try {
    const stream: NodeJS.ReadableStream = await docker.getEvents({ since: from, filters, abortSignal: stop });
    // Also when nobody reads it any more: it breaks when the connection ends.
    const lines = createInterface({ input: stream }).on('error', () => undefined);
    for await (const line of lines) {
      const said = event.safeParse(JSON.parse(line));
      if (said.success) return troubleOf(said.data);
    }
  } catch (error) {
    if (!stop.aborted) throw error;
  }
  if (stop.aborted) return undefined;
  throw new Error('the stream of events ended');
}

/** An event carries the labels of its container. */
function troubleOf({ Action, Actor }: z.infer<typeof event>): string {
  const { [labels.worker]: worker, [labels.replica]: replica } = Actor.Attributes;
  const which = `its ${worker ?? (replica === undefined ? 'container' : `web-${replica}`)}`;
  if (Action === 'oom') return `${which} ran out of memory`;
  const code = Actor.Attributes['exitCode'] ?? 'unknown';
  // 128 + SIGKILL: not every engine tells who did that (the event `oom` needs its view of the cgroups).
  const killed = code === '137' ? ': it was killed, as by the kernel at its memory limit' : '';
  return `${which} stopped with code ${code}${killed}`;
}
