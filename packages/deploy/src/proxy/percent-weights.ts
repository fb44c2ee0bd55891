/** HAProxy's greatest weight of a server. */
const greatest = 256;

/**
 * The weight of each server of two releases so that all of the new one together get `percent` of the requests. Weights
 * are whole numbers: a share of 1 % of many beside one may come out as 3 %. Pure.
 */
export function percentWeights(
  percent: number,
  fresh: number,
  old: number,
): { readonly fresh: number; readonly old: number } {
  // As few as they are in proportion: two beside two are one beside one.
  const shared = divisor(fresh, old);
  const [ofFresh, ofOld] = [(percent * old) / shared, ((100 - percent) * fresh) / shared];
  const scale = Math.min(1, greatest / Math.max(ofFresh, ofOld));
  const whole = (weight: number): number => Math.max(1, Math.round(weight * scale));
  return { fresh: whole(ofFresh), old: whole(ofOld) };
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
