import { fail } from '../errors.ts';
import { engineCall } from '../host/state.ts';
import { requireAttested } from '../provenance/before-start.ts';
import { containerName } from '../release.ts';
import { createOneOff, linesOf } from './container.ts';
import type { Target } from './target.ts';

/**
 * Runs the release command, such as a migration, in a container of the new release, before any of it starts. Tells its
 * last lines. Errors: PLAB_RELEASE_COMMAND when it fails or takes too long.
 */
export async function runReleaseCommand(target: Target, signal: AbortSignal): Promise<void> {
  const { connection, app } = target;
  if (app.release === undefined) return;
  const { command, timeout } = app.release;
  const stop = AbortSignal.any([signal, AbortSignal.timeout(timeout * 1000)]);
  const code = await engineCall(connection, async () => await exitCodeOf(target, command, stop));
  signal.throwIfAborted();
  if (code === 0) return;
  const how = code === undefined ? `took longer than ${timeout} s` : `ended with code ${code}`;
  throw fail('PLAB_RELEASE_COMMAND', connection.host.name, `${command.join(' ')} ${how}`);
}

/** Runs a command in a container of its own; undefined when it was stopped. */
async function exitCodeOf(
  target: Target,
  command: readonly string[],
  stop: AbortSignal,
): Promise<number | undefined> {
  const name = `${containerName(target.app.app, target.release)}-release`;
  const container = await createOneOff(target, name, command);
  try {
    await requireAttested(target, name);
    await container.start();
    const ended = container.wait() as Promise<{ StatusCode: number }>;
    const code = await Promise.race([ended.then(({ StatusCode }) => StatusCode), aborted(stop)]);
    for (const line of await linesOf(target, name, 20)) target.say(`  ${line}`);
    return code;
  } finally {
    await container.remove({ force: true, v: true });
  }
}

async function aborted(signal: AbortSignal): Promise<undefined> {
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  return undefined;
}
