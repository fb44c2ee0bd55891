import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isTrue } from '@pipeline-lab/groovy';
import { say, type Site } from '../build/build.ts';
import { throwIfInterrupted } from '../build/interrupts.ts';
import { tryLock } from '../workspace/claim.ts';
import { buildNumbers, pastBuild } from './past.ts';
import { isAlive, processOf, signalProcess } from './process.ts';

/**
 * Waits until no other build of the job runs, when it says `disableConcurrentBuilds()`; with `abortPrevious: true` the
 * one that runs is aborted. The turn ends when disposed, or with the process.
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
  let told = false;
  for (;;) {
    const lock = tryLock(join(jobFolder, 'turn.lock'));
    if (lock !== undefined) return { [Symbol.dispose]: () => lock.close() };
    if (!told) await ask(site, aborts);
    told = true;
    // That another process gives a lock back is no event.
    await pause(100);
    throwIfInterrupted(site);
  }
}

async function ask(site: Site, aborts: boolean): Promise<void> {
  const { jobFolder, number: own } = site.build;
  for (const number of buildNumbers(jobFolder)) {
    if (number >= own || pastBuild(jobFolder, number).result !== undefined) continue;
    const other = await processOf(join(jobFolder, String(number)));
    if (!isAlive(other)) continue;
    say(site, aborts ? `Aborting #${number}, which this build takes the place of` : `Waiting for #${number}`);
    if (aborts) signalProcess(other, 'SIGTERM');
  }
}
