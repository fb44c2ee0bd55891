import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { evidenceAbove, evidenceBelow, isGreater } from './evidence.ts';

const rate = fc.double({ min: 0.001, max: 0.95, noNaN: true });
const count = fc.tuple(fc.nat(400), fc.nat(400)).map(([hits, misses]) => ({ hits, total: hits + misses }));

/** Chances of 0…n hits in n independent trials. */
function binomial(n: number, p: number): number[] {
  let chances = [1];
  for (let trial = 0; trial < n; trial += 1) {
    const next = Array<number>(chances.length + 1).fill(0);
    for (const [hits, chance] of chances.entries()) {
      next[hits] = (next[hits] ?? 0) + chance * (1 - p);
      next[hits + 1] = (next[hits + 1] ?? 0) + chance * p;
    }
    chances = next;
  }
  return chances;
}

/** Exact chance that a test stops within n trials of rate p, looking after each one. */
function crossing(n: number, p: number, stops: (hits: number, total: number) => boolean): number {
  let alive = [1];
  let stopped = 0;
  for (let total = 1; total <= n; total += 1) {
    const next = Array<number>(total + 1).fill(0);
    for (const [hits, chance] of alive.entries()) {
      next[hits] = (next[hits] ?? 0) + chance * (1 - p);
      next[hits + 1] = (next[hits + 1] ?? 0) + chance * p;
    }
    alive = next.map((chance, hits) => {
      if (chance === 0 || !stops(hits, total)) return chance;
      stopped += chance;
      return 0;
    });
  }
  return stopped;
}

describe('the e-process', () => {
  test('is an e-value: at any rate of the hypothesis its mean is at most 1, at any time', () => {
    fc.assert(
      fc.property(rate, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(80), (limit, part, n) => {
        const mean = binomial(n, limit * part).reduce(
          (sum, chance, hits) => sum + chance * Math.exp(evidenceAbove({ hits, total: n }, limit)),
          0,
        );
        assert.ok(mean <= 1 + 1e-9, `${mean}`);
      }),
    );
  });

  for (const limit of [0.005, 0.05, 0.5]) {
    test(`reaches 1/α with a chance of at most α, looked at after each of 600 requests, at ${limit}`, () => {
      for (const alpha of [0.1, 0.01]) {
        const needed = Math.log(1 / alpha);
        const chance = crossing(600, limit, (hits, total) => evidenceAbove({ hits, total }, limit) >= needed);
        assert.ok(chance <= alpha, `${chance} > ${alpha}`);
        const below = crossing(600, limit, (hits, total) => evidenceBelow({ hits, total }, limit) >= needed);
        assert.ok(below <= alpha, `${below} > ${alpha}`);
      }
    });
  }

  test('says less the greater the limit is', () => {
    fc.assert(
      fc.property(count, rate, rate, (seen, a, b) => {
        const strict = evidenceAbove(seen, Math.min(a, b));
        assert.ok(evidenceAbove(seen, Math.max(a, b)) <= Math.max(strict, 0) + 1e-9);
      }),
    );
  });

  test('grows with each hit and falls with each miss', () => {
    fc.assert(
      fc.property(count, rate, ({ hits, total }, limit) => {
        const now = evidenceAbove({ hits, total }, limit);
        assert.ok(evidenceAbove({ hits: hits + 1, total: total + 1 }, limit) >= now);
        assert.ok(evidenceAbove({ hits, total: total + 1 }, limit) <= now);
      }),
    );
  });

  test('a limit of 0 or 1 is no hypothesis', () => {
    for (const limit of [0, 1, Number.NaN])
      assert.throws(() => evidenceAbove({ hits: 0, total: 1 }, limit), RangeError);
  });
});

const range = { from: 0.005, to: 0.9 };

describe('one rate is greater than another', () => {
  test('with a chance of at most α to be wrong, whatever was seen of the other, looked at each time', () => {
    for (const [p, before] of [
      [0.05, 60],
      [0.3, 30],
    ] as const) {
      const alpha = 0.05;
      const wrong = binomial(before, p).reduce((sum, chance, hits) => {
        if (chance < 1e-4) return sum + chance;
        const old = { hits, total: before };
        return (
          sum + chance * crossing(40, p, (now, total) => isGreater({ hits: now, total }, old, range, alpha))
        );
      }, 0);
      assert.ok(wrong <= alpha, `${wrong} at ${p}`);
    }
  });

  test('is never said of a lower rate, and always of one that is far greater', () => {
    fc.assert(
      fc.property(count, count, (fresh, old) => {
        const rates = [fresh, old].map(({ hits, total }) => (total === 0 ? 0 : hits / total));
        if ((rates[0] ?? 0) <= Math.min(rates[1] ?? 0, range.to))
          assert.ok(!isGreater(fresh, old, range, 0.01));
        const worst = { hits: 20, total: 20 };
        const known = old.total > 100 && old.hits / old.total < 0.3;
        if (known) assert.ok(isGreater(worst, old, range, 0.01));
      }),
    );
  });

  test('is found sooner the more is known of the other', () => {
    const fresh = { hits: 40, total: 1000 };
    const known = [100, 1000, 10_000].map((total) =>
      isGreater(fresh, { hits: total / 100, total }, range, 0.01),
    );
    assert.deepEqual(known, [false, false, true]);
  });

  test('is not said of a rate up to `from`', () => {
    assert.equal(isGreater({ hits: 4, total: 1000 }, { hits: 0, total: 1e6 }, range, 0.01), false);
  });
});
