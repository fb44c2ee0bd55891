import { textOf, type Value } from '@pipeline-lab/groovy';
import { StepFailure } from '../errors.ts';
import { type AnyCall, runBody } from './step.ts';
import { note } from './tell.ts';

/**
 * Runs a block with the variables of `varPasswordPairs: [[var: 'PW', password: 'secret']]`, whose values no log shows
 * from now on. The passwords of the build's parameters are hidden always.
 */
export async function maskedBlock(
  call: AnyCall,
  { varPasswordPairs, varMaskRegexes }: Readonly<Record<string, Value | undefined>>,
): Promise<Value> {
  const { site } = call;
  const pairs = listOf(varPasswordPairs).map(pairOf);
  for (const [name, password] of pairs)
    if (site.build.recorder.masker.add([password]).length > 0)
      note(call, `the password ${name} is too short to be hidden in the log`);
  if (listOf(varMaskRegexes).length > 0)
    note(call, 'varMaskRegexes hides nothing here: give the values themselves as varPasswordPairs');
  return await runBody(call, { ...site, env: { ...site.env, ...Object.fromEntries(pairs) } });
}

function listOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function pairOf(entry: Value): [string, string] {
  const name = entry instanceof Map ? textOf(entry.get('var') ?? '') : '';
  if (!(entry instanceof Map) || name === '')
    throw new StepFailure(
      'maskPasswords: a pair of varPasswordPairs has no var',
      "Write varPasswordPairs: [[var: 'PW', password: 'secret']].",
    );
  return [name, textOf(entry.get('password') ?? '')];
}
