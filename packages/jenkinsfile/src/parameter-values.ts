/**
 * What a value for a parameter has to be, in words after "Give …", when the one that is given is none; `choices` are
 * those of a `choice`.
 */
export function wantedInstead(
  type: string,
  given: string,
  choices: readonly string[] = [],
): string | undefined {
  if (type === 'booleanParam') return given === 'true' || given === 'false' ? undefined : 'true or false';
  return type !== 'choice' || choices.includes(given) ? undefined : `one of ${choices.join(', ')}`;
}
