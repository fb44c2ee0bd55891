import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { explain } from './explain.ts';
import { add, emptyTally, type Observation, quantile, slowerThan, type Tally } from './tally.ts';
import { judge, limitsOf } from './verdict.ts';

/** A second of warm-up, then a request each 5 ms, made by `request` from its number. */
function traffic(count: number, request: (index: number) => Partial<Observation>): Tally {
  const tally = emptyTally();
  const usual = { release: 'a', status: 200, answerMs: 10, refusals: 0, cutBy: undefined };
  for (let index = 0; index < count; index += 1)
    add(tally, { ...usual, at: index < 20 ? 0 : 1000 + index * 5, ...request(index) });
  return tally;
}

const old = traffic(3000, (index) => ({
  status: index % 100 === 0 ? 500 : 200,
  answerMs: 10 + (index % 50),
}));
const limits = limitsOf(old);

describe('a new release is', () => {
  for (const [what, fresh, kind, question] of [
    [
      'worse when half of its requests fail',
      traffic(12, (n) => ({ status: n % 2 ? 500 : 200 })),
      'worse',
      'failed',
    ],
    ['worse when it breaks off what it began', traffic(12, () => ({ cutBy: 'release' })), 'worse', 'failed'],
    [
      'worse when it refuses connections that a retry mends',
      traffic(12, () => ({ refusals: 1 })),
      'worse',
      'refused',
    ],
    [
      'worse when all answers take ten times as long',
      traffic(600, (n) => ({ answerMs: 10 * (10 + (n % 50)) })),
      'worse',
      'slow',
    ],
    [
      'worse when a tenth of them takes very long',
      traffic(1200, (n) => ({ answerMs: n % 10 === 0 ? 900 : 20 })),
      'worse',
      'very slow',
    ],
    [
      'not worse when it is as the old one',
      traffic(1500, (n) => ({ status: n % 100 === 7 ? 500 : 200, answerMs: 10 + (n % 50) })),
      'not worse',
      'failed',
    ],
    ['unknown without requests', emptyTally(), 'not enough traffic', 'failed'],
    ['unknown after a few', traffic(5, () => ({})), 'not enough traffic', 'failed'],
    [
      'unknown when clients break off',
      traffic(500, () => ({ status: 499, cutBy: 'client' })),
      'not enough traffic',
      'failed',
    ],
  ] as const) {
    test(what, () => {
      const verdict = judge(old, fresh, limits);
      assert.equal(verdict.kind, kind, explain(verdict));
      assert.equal(verdict.findings[0]?.question, question);
    });
  }

  test('never worse without a bad request, and worse with bad ones alone', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(2000), fc.integer({ min: 20, max: 2000 }), (failed, good, bad) => {
        const before = { ...emptyTally(), total: failed + good, failed: Math.min(failed, good) };
        assert.notEqual(
          judge(
            before,
            traffic(300, () => ({})),
            {},
          ).kind,
          'worse',
        );
        const rate = before.failed / Math.max(before.total, 1);
        if (rate < 0.2)
          assert.equal(
            judge(
              before,
              traffic(bad, () => ({ status: 503 })),
              {},
            ).kind,
            'worse',
          );
      }),
      { numRuns: 30 },
    );
  });

  test('held to a limit although nothing is known of the old one', () => {
    const fresh = traffic(60, (n) => ({ status: n % 4 === 0 ? 500 : 200 }));
    assert.equal(judge(emptyTally(), fresh, limitsOf(emptyTally())).kind, 'worse');
    const fine = traffic(400, (n) => ({ status: n % 50 === 0 ? 500 : 200 }));
    assert.notEqual(judge(emptyTally(), fine, {}).kind, 'worse');
  });

  test('not blamed for being slow while it warms up', () => {
    const fresh = traffic(400, (n) => ({ answerMs: n < 20 ? 2000 : 20 }));
    assert.equal(
      judge(old, fresh, limits).findings.some(({ kind }) => kind === 'worse'),
      false,
    );
  });
});

test('a tally that keeps the last answers forgets the others', () => {
  const tally = emptyTally();
  for (let at = 0; at < 3000; at += 1)
    add(
      tally,
      { release: 'a', status: 200, answerMs: at < 2500 ? 900 : 5, refusals: 0, cutBy: undefined, at },
      400,
    );
  assert.deepEqual(slowerThan(tally, 5), { hits: 0, total: 400 });
  assert.equal(tally.total, 3000);
});

test('what is said names the counts of both releases', () => {
  const verdict = judge(
    old,
    traffic(12, () => ({ status: 500 })),
    limits,
  );
  assert.equal(explain(verdict), '12 of 12 (100 %) requests failed; old release: 30 of 3000 (1.0 %)');
  assert.equal(explain(judge(old, emptyTally(), limits)), 'not enough traffic: no request');
});

test('quantiles and shares are those of the sorted answers', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(300), { minLength: 1 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (times, share) => {
        const answers = new Map<number, number>();
        for (const time of times) answers.set(time, (answers.get(time) ?? 0) + 1);
        const sorted = times.toSorted((a, b) => a - b);
        const at = quantile({ answers }, share) ?? -1;
        assert.equal(at, sorted[Math.ceil(share * times.length - 1e-9) - 1]);
        assert.equal(slowerThan({ answers }, at).hits, sorted.filter((time) => time > at).length);
      },
    ),
  );
});
