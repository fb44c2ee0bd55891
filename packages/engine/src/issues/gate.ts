import { isTrue, textOf, type Value } from '@pipeline-lab/groovy';
import { StepFailure } from '../errors.ts';
import { type Result, worse } from '../events/result.ts';
import { type Issue, severities, type Severity } from './issue.ts';

/** `[threshold: 1, type: 'NEW_HIGH', unstable: true]`: the result when there are so many issues or more. */
export interface QualityGate {
  readonly threshold: number;
  readonly type: string;
  readonly result: Result;
}

export interface Found {
  readonly all: readonly Issue[];
  readonly new: readonly Issue[];
  readonly fixed: readonly Issue[];
}

/** The argument `qualityGates`. Throws a StepFailure for a gate that means nothing. */
export function gatesOf(list: readonly Value[]): QualityGate[] {
  return list.map((entry) => {
    if (!(entry instanceof Map)) throw badGate(textOf(entry));
    const threshold = Number(textOf(entry.get('threshold') ?? entry.get('integerThreshold') ?? ''));
    const type = textOf(entry.get('type') ?? 'TOTAL').replace(/_ALL$/, '');
    if (!(threshold > 0)) throw badGate(`threshold ${threshold}`);
    if (counted(type, { all: [], new: [], fixed: [] }) === undefined) throw badGate(`type ${type}`);
    return { threshold, type, result: resultOf(entry) };
  });
}

function badGate(what: string): StepFailure {
  return new StepFailure(
    `qualityGates: ${what} is no gate`,
    "Write qualityGates: [[threshold: 1, type: 'TOTAL', criticality: 'UNSTABLE']]; types are TOTAL, NEW and DELTA, alone or with _ERROR, _HIGH, _NORMAL, _LOW.",
  );
}

/** `NOTE` and `ERROR` speak of the stage alone in Jenkins; `unstable: false` is the older form of FAILURE. */
function resultOf(entry: ReadonlyMap<Value, Value>): Result {
  const criticality = entry.get('criticality');
  if (criticality === undefined) return isTrue(entry.get('unstable') ?? true) ? 'UNSTABLE' : 'FAILURE';
  return /^(?:FAILURE|ERROR)$/.test(textOf(criticality)) ? 'FAILURE' : 'UNSTABLE';
}

/** The worst result of the gates that issues do not pass, and the gates. */
export function passGates(
  gates: readonly QualityGate[],
  found: Found,
): { readonly result: Result; readonly missed: readonly string[] } {
  let result: Result = 'SUCCESS';
  const missed: string[] = [];
  for (const gate of gates) {
    const count = counted(gate.type, found) ?? 0;
    if (count < gate.threshold) continue;
    result = worse(result, gate.result);
    missed.push(`${gate.type}: ${count}, the limit is ${gate.threshold} (${gate.result})`);
  }
  return { result, missed };
}

function counted(type: string, { all, new: added, fixed }: Found): number | undefined {
  const [, kind, word] = /^(TOTAL|NEW|DELTA)(?:_(ERROR|HIGH|NORMAL|LOW))?$/.exec(type) ?? [];
  if (kind === undefined) return undefined;
  const count = (issues: readonly Issue[]): number =>
    word === undefined ? issues.length : issues.filter(({ severity }) => severity === word).length;
  if (kind === 'TOTAL') return count(all);
  return kind === 'NEW' ? count(added) : count(added) - count(fixed);
}

export type SeverityCounts = Readonly<Record<Lowercase<Severity>, number>>;

export function countSeverities(issues: readonly Issue[]): SeverityCounts {
  const counts = { error: 0, high: 0, normal: 0, low: 0 };
  for (const word of severities)
    counts[word.toLowerCase() as Lowercase<Severity>] = issues.filter(
      ({ severity }) => severity === word,
    ).length;
  return counts;
}
