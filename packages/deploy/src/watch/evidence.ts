/** How often something was seen: `hits` of `total`. */
export interface Count {
  readonly hits: number;
  readonly total: number;
}

/** The rates that a test bets on: evenly spaced in log-odds from 1 in 10 000 to 199 in 200. Fixed, so that each bet is made before its data. */
const bets: readonly number[] = Array.from({ length: 32 }, (_, index) => rateOf(-9.21 + (index * 14.5) / 31));

/**
 * Natural logarithm of the e-value against “the rate is at most `limit`”.
 *
 * An e-process: the average, over fixed alternatives above `limit`, of the likelihood ratio of the alternative to
 * `limit`. While each outcome has, given what came before, a probability of at most `limit`, it is a non-negative
 * supermartingale that starts at 1 or less, so by Ville's inequality the chance that it ever reaches 1/α is at most α: it may be
 * looked at after each request and the test may stop whenever one likes. Sources: Ville 1939; Wald 1945 (likelihood
 * ratio, mixtures); Ramdas, Grünwald, Vovk, Shafer, “Game-theoretic statistics and safe anytime-valid inference”, 2023.
 *
 * Alternatives and weights do not depend on `limit`; so where it says anything at all (above 0) it falls as `limit` grows.
 */
export function evidenceAbove(count: Count, limit: number): number {
  return mixture(
    count,
    limit,
    bets.filter((bet) => bet > limit),
  );
}

/** As {@link evidenceAbove}, against “the rate is at least `limit`”. */
export function evidenceBelow(count: Count, limit: number): number {
  return mixture(
    count,
    limit,
    bets.filter((bet) => bet < limit),
  );
}

/** Rates, both ends included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Step, in log-odds, at which {@link isGreater} goes through the rates. */
const step = 0.02;

/**
 * Whether `fresh` has a greater rate than `old`, and than `from`. Its chance to be wrong is at most `alpha`, however
 * often it is asked while both counts grow.
 *
 * If `fresh` is no greater, there is a rate p that it is at most and `old` at least. Against each p, `fresh` bears an
 * e-value of “at most p”, and `old` may add one of “at least p”; what each counts is independent of the other, so their
 * product is an e-value, and all of them have to reach 1/α. (Half of the stake is kept from the bet on `old`, so that what it
 * says of rates below its own does no harm.) `to` is the greatest rate that `old` may be taken to have when
 * little is known of it.
 */
export function isGreater(fresh: Count, old: Count, { from, to }: Range, alpha: number): boolean {
  const needed = Math.log(1 / alpha);
  const refuted = (low: number, high: number): boolean => {
    // Evidence against “at most” falls with the rate and that against “at least” grows: this is the least between both.
    const ofOld = evidenceBelow(old, low);
    return evidenceAbove(fresh, high) + (Math.max(ofOld, 0) - Math.LN2) >= needed;
  };
  if (evidenceAbove(fresh, from) < needed) return false;
  // From above, where a rate that is no greater shows at once.
  const first = logOdds(from);
  for (let at = logOdds(to); at > first; at -= step) {
    if (!refuted(rateOf(Math.max(at - step, first)), rateOf(at))) return false;
  }
  return true;
}

function logOdds(rate: number): number {
  return Math.log(rate / (1 - rate));
}

function rateOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

function mixture({ hits, total }: Count, limit: number, alternatives: readonly number[]): number {
  if (!(limit > 0 && limit < 1)) throw new RangeError(`a rate between 0 and 1 is needed, not ${limit}`);
  if (alternatives.length === 0) return -Infinity;
  const ratios = alternatives.map(
    (bet) => hits * Math.log(bet / limit) + (total - hits) * Math.log((1 - bet) / (1 - limit)),
  );
  const greatest = Math.max(...ratios);
  // The sum of exponentials without overflow.
  const sum = ratios.reduce((total, ratio) => total + Math.exp(ratio - greatest), 0);
  return greatest + Math.log(sum / bets.length);
}
