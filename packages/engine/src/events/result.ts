/** The results of Jenkins, from the best to the worst. */
export const results = ['SUCCESS', 'UNSTABLE', 'FAILURE', 'NOT_BUILT', 'ABORTED'] as const;

export type Result = (typeof results)[number];

/** The worse of two results, in the order of Jenkins: SUCCESS, UNSTABLE, FAILURE, NOT_BUILT, ABORTED. */
export function worse(one: Result, other: Result): Result {
  return isWorse(other, one) ? other : one;
}

export function isWorse(one: Result, than: Result): boolean {
  return results.indexOf(one) > results.indexOf(than);
}

/** The result that a text names, in any case; undefined when it names none. */
export function resultNamed(text: string): Result | undefined {
  return results.find((result) => result === text.toUpperCase());
}
