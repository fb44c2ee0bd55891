import type { TestContext } from 'node:test';
import type { Collected } from '../src/collect.ts';
import { serve } from '../src/index.ts';
import { apply, type Change } from '../src/change.ts';
import type { View } from '../src/view.ts';

export const hostile = '<img src=x onerror=alert(1)></script><b>bold</b>';

const now = Date.now();
const minutes = (count: number): number => now - count * 60_000;

/** A view with something of everything. */
export const fullView: View = {
  place: {
    project: 'shop',
    job: 'shop',
    destination: 'production',
    url: 'https://shop.example',
    uncounted: ['/metrics', '/health'],
  },
  hosts: [
    {
      name: 'one',
      state: 'reached',
      since: minutes(9),
      metrics: true,
      serving: { release: 'aaaaaaaaaaaa', label: 'shop:4' },
    },
    {
      name: 'two',
      state: 'unreachable',
      since: minutes(2),
      metrics: false,
      error: { message: `no route ${hostile}`, hint: 'Check it.' },
    },
  ],
  points: Array.from({ length: 60 }, (_, n) => ({
    at: now - (60 - n) * 2000,
    rate: 10 + Math.sin(n / 5),
    errors: n === 30 ? 0.2 : 0,
    p50: 0.004,
    p95: 0.02,
    p99: 0.09,
    memory: 60e6,
  })),
  deployments: {
    list: [
      {
        id: '4',
        at: minutes(8),
        by: 'ada',
        verb: 'deploy',
        release: 'aaaaaaaaaaaa',
        label: 'shop:4',
        revision: 'c0ffee00',
        subject: hostile,
        result: 'released',
        ms: 4000,
        bytes: 120_000,
        traffic: { requests: 1200, lost: 0 },
        hosts: ['one', 'two'],
      },
      {
        id: '3',
        at: minutes(20),
        by: 'bob',
        verb: 'deploy',
        release: 'bbbbbbbbbbbb',
        label: 'shop:3',
        result: 'rolled-back',
        ms: 9000,
        bytes: 10,
        error: 'half of its requests failed',
        hosts: ['one'],
      },
      {
        id: '2',
        at: minutes(30),
        by: 'bob',
        verb: 'deploy',
        release: 'cccccccccccc',
        label: 'shop:2',
        result: 'released',
        ms: 4000,
        bytes: 0,
        hosts: ['one'],
      },
    ],
    successRate: 2 / 3,
    perDay: 0.1,
    leadTime: 900_000,
    takenBack: 1 / 3,
  },
  builds: [
    {
      number: 9,
      revision: 'c0ffee00',
      branch: hostile,
      subject: 'being built',
      startedAt: minutes(1),
      dryRun: false,
      stages: [
        { id: 'Test', name: 'Test', depth: 0, state: 'running', startedAt: minutes(1) },
        { id: 'Ship', name: 'Ship', depth: 0, state: 'waiting' },
      ],
    },
    {
      number: 8,
      revision: 'c0ffee00',
      subject: hostile,
      startedAt: minutes(5),
      result: 'FAILURE',
      ms: 40_000,
      dryRun: false,
      stages: [
        {
          id: 'Test',
          name: hostile,
          depth: 0,
          state: 'finished',
          startedAt: minutes(5),
          ms: 30_000,
          result: 'FAILURE',
        },
        {
          id: 'Ship',
          name: 'Ship',
          depth: 0,
          state: 'finished',
          result: 'NOT_BUILT',
          skipped: 'due to earlier failure',
        },
      ],
      tests: { passed: 3, failed: 1, skipped: 0, failing: [{ name: hostile, suite: 'sums', age: 2 }] },
      failure: {
        message: 'script returned exit code 1',
        hint: 'See the log.',
        stage: 'Test',
        lines: [hostile],
      },
    },
  ],
};

export interface Site {
  readonly url: string;
  readonly tell: (change: Change) => void;
}

/** The real server with a view of the test's; gone after the test. */
export async function siteWith(t: Pick<TestContext, 'after'>, first: View): Promise<Site> {
  const listeners = new Set<(change: Change) => void>();
  let view = first;
  const collected: Collected = {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    done: new Promise(() => undefined),
  };
  const { url, close } = await serve(collected, 0);
  t.after(close);
  return {
    url,
    tell(change) {
      view = apply(view, change);
      for (const listener of listeners) listener(change);
    },
  };
}
