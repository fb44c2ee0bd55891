import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Interruption } from '../errors.ts';
import type { Site } from './build.ts';
import { interrupt, newLine, newScope } from './interrupts.ts';
import { timeoutGrace, withTimeout } from './timeout.ts';

/** As much of a site as blocks that can be interrupted look at. */
function siteOf(): Site {
  const line = newLine();
  return { line, scopes: [newScope(line)] } as unknown as Site;
}

test('what a timeout leaves behind is no part of the line that goes on', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const site = siteOf();
  const late = Promise.withResolvers<void>();
  const stale = new AbortController();
  const limit = { time: 1000, activity: true, tell: () => undefined };
  const ended = withTimeout(site, limit, async (inside) => {
    inside.heard?.();
    await late.promise;
    inside.line.running = stale;
  });
  t.mock.timers.tick(1000);
  t.mock.timers.tick(timeoutGrace);
  await assert.rejects(ended, Interruption);
  const next = new AbortController();
  site.line.running = next;
  late.resolve();
  await new Promise(setImmediate);
  for (const scope of site.scopes) interrupt(scope, new Interruption('abort', 'stop'));
  assert.deepEqual([stale.signal.aborted, next.signal.aborted], [false, true]);
});

test('output does not prolong the time of grace, and an interruption from outside gets in', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const site = siteOf();
  const { promise: forever } = Promise.withResolvers<void>();
  let heard = (): void => undefined;
  const limit = { time: 1000, activity: true, tell: () => undefined };
  const running = new AbortController();
  const ended = withTimeout(site, limit, async (inside) => {
    heard = inside.heard ?? heard;
    inside.line.running = running;
    await forever;
  });
  for (const scope of site.scopes) interrupt(scope, new Interruption('abort', 'stop'));
  assert.equal(running.signal.aborted, true);
  t.mock.timers.tick(1000);
  t.mock.timers.tick(timeoutGrace - 1);
  heard();
  t.mock.timers.tick(1);
  await assert.rejects(ended, Interruption);
});
