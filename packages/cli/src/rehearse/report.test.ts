import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { reportText } from '../render/rehearsal.ts';
import { isGood, phaseClock, type RehearsalReport, verdict } from './report.ts';

const none = { sent: 0, lost: 0 };
const good: RehearsalReport = {
  destination: 'production',
  fault: 'none',
  image: 'shop:2',
  before: { image: 'shop:1', why: 'named by --from' },
  hosts: [{ name: 'lab-1', standsFor: 'web', url: 'http://127.0.0.1:1' }],
  outcome: 'released',
  faultCame: true,
  serves: 'new',
  expected: 'new',
  requests: {
    sent: 100,
    lost: 0,
    kinds: {
      get: { sent: 60, lost: 0 },
      post: { sent: 40, lost: 0 },
      new: none,
      stream: none,
      websocket: none,
    },
    losses: [],
    secondsAway: 0,
  },
  next: { result: 'unchanged' },
  sent: 1234,
  phases: [{ phase: 'switch', ms: 5 }],
  ms: 5000,
  problems: [],
  notes: [],
};
const failure = { code: 'PLAB_WENT_BACK', message: 'lab-1 goes back' };
const rolledBack: RehearsalReport = { ...good, outcome: 'rolled-back', serves: 'old', failure };

describe('a rehearsal is good', () => {
  test('when nothing was lost and the new release serves', () => {
    assert.ok(isGood(good));
    assert.equal(
      verdict(good),
      'nothing would have been lost: 100 requests, each answered; the release went out, and the new release serves; the next deployment works.',
    );
  });

  test('when a fault that makes it go back does so', () => {
    assert.ok(isGood({ ...rolledBack, fault: 'link-cut', expected: 'old' }));
    assert.ok(isGood({ ...rolledBack, fault: 'effect:3', expected: 'either', outcome: 'killed' }));
  });
});

describe('a rehearsal is not good', () => {
  const cases: readonly (readonly [string, Partial<RehearsalReport>, RegExp])[] = [
    [
      'requests were lost',
      { requests: { ...good.requests, lost: 3, secondsAway: 1.25 } },
      /^3 of 100 requests would have been lost, 1\.3 s from/,
    ],
    [
      'no service came back',
      { requests: { ...good.requests, lost: 3, secondsAway: Infinity } },
      /no service came back/,
    ],
    ['the release was rolled back', rolledBack, /rolled back \(PLAB_WENT_BACK\)[^]*not how it should go/],
    ['hosts differ', { expected: 'either', serves: 'mixed' }, /serve different releases/],
    ['the fault did not come', { faultCame: false, fault: 'effect:99' }, /ended before effect:99 could come/],
    ['the next one fails', { next: { failure } }, /the next deployment fails \(PLAB_WENT_BACK\)/],
    ['something was left behind', { problems: ['lab-1: the lock is held'] }, /lab-1: the lock is held/],
    ['it was not cleared up', { failure }, /not how it should go/],
  ];
  for (const [name, change, said] of cases)
    test(`when ${name}`, () => {
      const report = { ...good, ...change };
      assert.ok(!isGood(report));
      assert.match(verdict(report), said);
    });
});

test('the summary names what was lost by kind, and the verdict comes last', () => {
  const requests = {
    ...good.requests,
    lost: 2,
    kinds: { ...good.requests.kinds, post: { sent: 40, lost: 2 } },
    losses: ['10:00 post: HTTP 503', '10:01 post: HTTP 503'],
    secondsAway: 0.4,
  };
  const lines = reportText({ ...good, requests }).split('\n');
  const text = lines.join('\n');
  assert.match(text, /by kind +GET 0 of 60, POST 2 of 40$/m);
  assert.match(text, /away +0\.4 s without service$/m);
  assert.match(text, /sent +1\.2 kB over SSH$/m);
  assert.match(text, /time +5\.0 s: switch 5 ms$/m);
  assert.match(lines.at(-1) ?? '', /2 of 100 requests would have been lost/);
});

test('a phase lasts until the next one, and its times add up', () => {
  let time = 0;
  const clock = phaseClock(() => time);
  for (const [phase, at] of [
    ['start', 10],
    ['canary', 30],
    ['canary', 35],
    ['switch', 50],
  ] as const) {
    time = at;
    clock.take({ type: 'phase', phase });
  }
  time = 51;
  assert.deepEqual(clock.times(), [
    { phase: 'start', ms: 20 },
    { phase: 'canary', ms: 20 },
    { phase: 'switch', ms: 1 },
  ]);
});
