import type Docker from 'dockerode';

interface Wait {
  /** What it says in the end. */
  readonly until: RegExp;
  /** Milliseconds that it may take. */
  readonly patience: number;
  /** What was said before does not count: seconds since 1970. Default: all. */
  readonly since?: number;
}

/** Follows the log of a container until it says something. Gives whether it did, and its last words. */
export async function followLog(
  container: Docker.Container,
  { until, patience, since = 0 }: Wait,
  signal: AbortSignal,
): Promise<{ readonly came: boolean; readonly said: string }> {
  const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
  const log = await container.logs({ follow: true, stdout: true, stderr: true, since, abortSignal });
  let said = '';
  try {
    for await (const chunk of log) {
      said += String(chunk);
      if (until.test(said)) return { came: true, said };
      said = said.slice(-8000);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!abortSignal.aborted) throw error;
  }
  return { came: false, said };
}

/** The last lines of a log, without the frame headers that the engine puts between them. */
export function lastLines(said: string, count: number): string {
  return said
    .replaceAll(/[^\P{Cc}\n]/gu, '')
    .trim()
    .split('\n')
    .slice(-count)
    .join('\n');
}
