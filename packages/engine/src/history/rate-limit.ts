import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { isTrue, textOf, type Value } from '@pipeline-lab/groovy';
import type { Site } from '../build/build.ts';
import { say } from '../build/site.ts';
import { timeSpan } from '../build/time-span.ts';
import { throwIfInterrupted } from '../build/interrupts.ts';
import { StepFailure } from '../errors.ts';
import { argumentOf } from '../stages/options.ts';

/** As the branch-api plugin counts them, in ms. */
const durations: Readonly<Record<string, number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
  month: 2_678_400_000,
  year: 31_622_400_000,
};

/**
 * Waits until `rateLimitBuilds(throttle: [count: 2, durationName: 'hour'])` lets a build of the job go on: builds start
 * at even distances. With `userBoost: true` those that a person starts do not wait. An abort ends the wait.
 */
export async function keepRate(site: Site): Promise<void> {
  const throttle = await argumentOf(site, 'rateLimitBuilds', 'throttle');
  if (!(throttle instanceof Map) || site.build.dryRun) return;
  const boosted = isTrue(throttle.get('userBoost') ?? false);
  if (boosted && site.build.causes.some(({ user }) => user !== undefined)) return;
  const distance = distanceOf(throttle);
  const wait = nextSlot(join(site.build.jobFolder, 'rate'), distance) - Date.now();
  if (wait <= 0) return;
  say(
    site,
    `Throttled by rateLimitBuilds to one build in ${timeSpan(distance)}: starts in ${timeSpan(wait)}`,
  );
  await interruptible(site, wait);
}

function distanceOf(throttle: ReadonlyMap<Value, Value>): number {
  const count = Number(textOf(throttle.get('count') ?? ''));
  const name = textOf(throttle.get('durationName') ?? '');
  const duration = Object.hasOwn(durations, name) ? durations[name] : undefined;
  if (count > 0 && duration !== undefined) return duration / count;
  throw new StepFailure(
    `rateLimitBuilds: nothing is limited by ${textOf(new Map(throttle))}`,
    `Write throttle: [count: 2, durationName: 'hour']; durations are ${Object.keys(durations).join(', ')}.`,
  );
}

/** Takes the next time (ms since the epoch) at which a build may start; builds that ask at once get different ones. */
function nextSlot(path: string, distance: number): number {
  using database = new DatabaseSync(path, { timeout: 10_000 });
  database.exec('BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS slot (last INTEGER NOT NULL)');
  const { last = 0 } = database.prepare('SELECT last FROM slot').get() ?? {};
  const next = Math.max(Date.now(), Number(last) + distance);
  database.exec('DELETE FROM slot');
  database.prepare('INSERT INTO slot VALUES (?)').run(Math.ceil(next));
  database.exec('COMMIT');
  return next;
}

async function interruptible(site: Site, ms: number): Promise<void> {
  const { line } = site;
  const own = new AbortController();
  line.running = own;
  try {
    await pause(ms, undefined, { signal: own.signal }).catch(() => own.signal.throwIfAborted());
  } finally {
    line.running = undefined;
  }
  throwIfInterrupted(site);
}
