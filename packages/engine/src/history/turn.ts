import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isTrue } from '@pipeline-lab/groovy';
import type { Site } from '../build/build.ts';
import { say } from '../build/site.ts';
import { throwIfInterrupted } from '../build/interrupts.ts';
import { tryLock } from '../process/file-lock.ts';
import { buildNumbers } from './past.ts';
import { isAlive, type ProcessId, processOf } from './process.ts';
import { supersede } from './supersede.ts';

/**
 * Waits until no older build of the job runs or waits, when it says `disableConcurrentBuilds()`; with
 * `abortPrevious: true` those are aborted. The turn ends when disposed, or with the process.
 */
export async function takeTurn(site: Site): Promise<Disposable> {
  const { pipeline, jobFolder } = site.build;
  const option = pipeline.options.find(({ name }) => name === 'disableConcurrentBuilds');
  if (option === undefined) return { [Symbol.dispose]: () => undefined };
  const abortPrevious = option.call.named.find(
    ({ key }) => key.kind === 'literal' && key.value === 'abortPrevious',
  );
  const aborts =
    abortPrevious !== undefined &&
    isTrue(await site.build.interpreter.evaluate(abortPrevious.value, site.build.hostAt(site)));
  let older = await olderBuilds(site);
  for (const { number, folder } of older) {
    say(site, aborts ? `Aborting #${number}, which this build takes the place of` : `Waiting for #${number}`);
    if (aborts) await supersede(folder, site.build.number);
  }
  for (;;) {
    older = older.filter(({ process }) => isAlive(process));
    const lock = older.length > 0 ? undefined : tryLock(join(jobFolder, 'turn.lock'));
    if (lock !== undefined) return { [Symbol.dispose]: () => lock.close() };
    // Neither the end of another process nor that it gives a lock back is an event.
    await pause(100);
    throwIfInterrupted(site);
  }
}

interface OlderBuild {
  readonly number: number;
  readonly folder: string;
  readonly process: ProcessId;
}

/** Those that live: first come, first served. */
async function olderBuilds({ build: { jobFolder, number: own } }: Site): Promise<OlderBuild[]> {
  const numbers = buildNumbers(jobFolder).filter((number) => number < own);
  const builds = numbers.map(async (number) => {
    const folder = join(jobFolder, String(number));
    return { number, folder, process: await processOf(folder) };
  });
  return (await Promise.all(builds)).filter(({ process }) => isAlive(process));
}
