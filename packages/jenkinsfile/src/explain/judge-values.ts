import { isTrue, textOf } from '@pipeline-lab/groovy';
import type { Condition } from '../model.ts';
import type { Circumstances, Verdict } from './verdict.ts';

export async function judgeEnvironment(
  condition: Extract<Condition, { kind: 'environment' }>,
  { names, evaluator }: Circumstances,
): Promise<Verdict> {
  const name = await evaluator.value(condition.name, names);
  const actual = name === undefined ? undefined : names.env(textOf(name));
  const wanted = await evaluator.value(condition.value, names);
  if (name === undefined || actual === undefined || wanted === undefined) {
    const what = name === undefined ? 'a variable' : `the variable ${textOf(name)}`;
    return { holds: 'unknown', because: `depends on ${what}` };
  }
  const { ignoreCase } = condition;
  const ignore = ignoreCase !== undefined && (await evaluator.value(ignoreCase, names)) === true;
  const [one, other] = [actual, wanted].map((text) => (ignore ? textOf(text).toLowerCase() : textOf(text)));
  return { holds: one === other, because: `${textOf(name)} is "${textOf(actual)}"` };
}

export async function judgeEquals(
  { expected, actual, start, end }: Extract<Condition, { kind: 'equals' }>,
  { names, source, evaluator }: Circumstances,
): Promise<Verdict> {
  const value = await evaluator.value(actual, names);
  const same = await evaluator.value(
    { kind: 'binary', operator: '==', left: expected, right: actual, start, end },
    names,
  );
  const written = source.slice(actual.start, actual.end);
  if (value === undefined || same === undefined)
    return { holds: 'unknown', because: `depends on ${written}` };
  const shown = typeof value === 'string' ? JSON.stringify(value) : textOf(value);
  return { holds: isTrue(same), because: `${written} is ${shown}` };
}

export async function judgeExpression(
  { body, start, end }: Extract<Condition, { kind: 'expression' }>,
  { names, source, evaluator }: Circumstances,
): Promise<Verdict> {
  const value = await evaluator.block(body.body, names);
  const written = source.slice(start, end).replaceAll(/\s+/g, ' ');
  const shown = written.length > 60 ? `${written.slice(0, 59)}…` : written;
  if (value === undefined) return { holds: 'unknown', because: `depends on the build: ${shown}` };
  return { holds: isTrue(value), because: `${shown} is ${String(isTrue(value))}` };
}
