import { setTimeout as sleep } from 'node:timers/promises';
import { type HostShell, pullNote } from './left-pull.ts';

const pause = 10_000;

/**
 * Ends pulls that other applications were left with, now and until `end`: Docker's classic store downloads three layers at a
 * time, whoever asked for them, and those of a pull that was left wait for a registry that does not come.
 */
export async function endForeignPulls(
  connection: HostShell,
  say: (text: string) => void,
): Promise<{ end(): Promise<void> }> {
  const look = async (): Promise<void> => {
    for (const app of await endOnce(connection))
      say(
        `ended what a deployment of ${app} that died was still pulling here: the engine has three downloads for all`,
      );
  };
  await look();
  const stop = new AbortController();
  const { signal } = stop;
  const looks = (async (): Promise<void> => {
    for (;;) {
      await sleep(pause, undefined, { signal });
      await look();
    }
  })().catch((error: unknown) => {
    // When it is the connection, the pull tells.
    if (!signal.aborted && !connection.lost.aborted)
      say(error instanceof Error ? error.message : String(error));
  });
  return {
    async end() {
      stop.abort();
      await looks;
    },
  };
}

/**
 * Left means: nobody holds the application's lock, and its registry was not seen for more than a minute, for which a deployment
 * that was cut connects again. The lock is held meanwhile, so that no deployment takes up what is about to end. What
 * another user of the host has left cannot be seen; it gives up by itself. Gives the applications.
 */
async function endOnce(connection: HostShell): Promise<string[]> {
  const note = pullNote(connection);
  if ((await connection.ask(['other_pulls', note, ':'])).trim() === '') return [];
  const ended = await connection.run(['other_pulls', note, 'end'], 'end other pulls');
  return ended.split('\n').filter((app) => app !== '');
}
