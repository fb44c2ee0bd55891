import type { Condition } from '../model.ts';
import { blockValue, isEqual, isTrue, valueOf } from './evaluate.ts';
import type { Circumstances, Verdict } from './verdict.ts';

export function judgeEnvironment(
  condition: Extract<Condition, { kind: 'environment' }>,
  { names }: Circumstances,
): Verdict {
  const name = valueOf(condition.name, names);
  const actual = name === undefined ? undefined : names.env(String(name));
  const wanted = valueOf(condition.value, names);
  if (actual === undefined || wanted === undefined) {
    const what = name === undefined ? 'a variable' : `the variable ${String(name)}`;
    return { holds: 'unknown', because: `depends on ${what}` };
  }
  const ignore = condition.ignoreCase !== undefined && valueOf(condition.ignoreCase, names) === true;
  const [one, other] = [actual, wanted].map((text) => (ignore ? String(text).toLowerCase() : String(text)));
  return { holds: one === other, because: `${String(name)} is "${String(actual)}"` };
}

export function judgeEquals(
  { expected, actual }: Extract<Condition, { kind: 'equals' }>,
  { names, source }: Circumstances,
): Verdict {
  const one = valueOf(expected, names);
  const other = valueOf(actual, names);
  const written = source.slice(actual.start, actual.end);
  if (one === undefined || other === undefined) return { holds: 'unknown', because: `depends on ${written}` };
  return { holds: isEqual(one, other), because: `${written} is ${JSON.stringify(other)}` };
}

export function judgeExpression(
  { body, start, end }: Extract<Condition, { kind: 'expression' }>,
  { names, source }: Circumstances,
): Verdict {
  const value = blockValue(body.body, names);
  const written = source.slice(start, end).replaceAll(/\s+/g, ' ');
  const shown = written.length > 60 ? `${written.slice(0, 59)}…` : written;
  if (value === undefined) return { holds: 'unknown', because: `depends on the build: ${shown}` };
  return { holds: isTrue(value), because: `${shown} is ${String(isTrue(value))}` };
}
