import { textOf, type Value } from '@pipeline-lab/groovy';
import { StepFailure } from '../errors.ts';
import type { GivenParameters } from './jobs.ts';

/**
 * The argument `parameters` of the step `build`: a list of `string(name: …, value: …)`, `booleanParam`, `password`, `run`
 * and so on, or their `[$class: 'StringParameterValue', …]` form.
 */
export function parametersGiven(list: readonly Value[]): GivenParameters {
  const values: Record<string, string> = {};
  const secrets: string[] = [];
  for (const entry of list) {
    if (!(entry instanceof Map) || !entry.has('name'))
      throw new StepFailure(
        'build: parameters is not a list of parameters',
        "Write parameters: [string(name: 'NAME', value: 'text')].",
      );
    const text = textOf(entry.get('value') ?? entry.get('runId') ?? '');
    values[textOf(entry.get('name') ?? '')] = text;
    if (/^(?:password|PasswordParameterValue)$/.test(textOf(entry.get('$class') ?? ''))) secrets.push(text);
  }
  return { values, secrets };
}
