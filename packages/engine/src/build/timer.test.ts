import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startTimer, waitFor } from './timer.ts';

const days = 86_400_000;

test('a time longer than a timer of Node can wait is not over at once', async () => {
  const over: string[] = [];
  const timers = [30 * days, 1e15].map((ms) => startTimer(ms, () => over.push(`${ms}`)));
  const stop = new AbortController();
  const waiting = waitFor(30 * days, stop.signal);
  await pause(20);
  for (const timer of timers) timer.refresh();
  await pause(20);
  assert.deepEqual(over, []);
  for (const timer of timers) timer.stop();
  stop.abort(new Error('stopped'));
  await assert.rejects(waiting, /stopped/);
});

test('short times and those that are over already', async () => {
  await waitFor(-5, new AbortController().signal);
  const { promise, resolve } = Promise.withResolvers<string>();
  startTimer(5, () => resolve('over')).refresh();
  assert.equal(await promise, 'over');
});
