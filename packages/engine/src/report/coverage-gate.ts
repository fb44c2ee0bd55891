import { isTrue, textOf, type Value } from '@pipeline-lab/groovy';
import type { Result } from '../events/result.ts';
import type { Coverage } from './coverage.ts';

/** The result of a build whose coverage is below a limit (percent). */
export interface CoverageGate {
  readonly metric: 'LINE' | 'BRANCH';
  readonly threshold: number;
  readonly result: Result;
}

export interface CoverageGates {
  readonly gates: readonly CoverageGate[];
  /** What was asked for and is not looked at here, in words. */
  readonly unseen: readonly string[];
}

type Arguments = Readonly<Record<string, Value | undefined>>;

/** The limits in the arguments of `recordCoverage`, `publishCoverage`, `jacoco` and `cobertura`. */
export function coverageGates(args: Arguments): CoverageGates {
  const all = [...entries(args, 'qualityGates').map(qualityGate), ...thresholds(args), ...jacocoGates(args)];
  const targets = Object.keys(args).filter((name) => name.endsWith('CoverageTargets'));
  return {
    gates: all.filter((gate) => typeof gate !== 'string'),
    unseen: [...all.filter((gate) => typeof gate === 'string'), ...targets],
  };
}

/** `[threshold: 60.0, metric: 'LINE', baseline: 'PROJECT', criticality: 'FAILURE']` */
function qualityGate(entry: ReadonlyMap<Value, Value>): CoverageGate | string {
  const text = (name: string, usual: string): string => textOf(entry.get(name) ?? usual);
  const [metric, baseline] = [metricOf(text('metric', 'LINE')), text('baseline', 'PROJECT')];
  if (metric === undefined || baseline !== 'PROJECT')
    return `the quality gate ${baseline} ${text('metric', 'LINE')}`;
  const usual = isTrue(entry.get('unstable') ?? true) ? 'UNSTABLE' : 'FAILURE';
  const result = /^(?:FAILURE|ERROR)$/.test(text('criticality', usual)) ? 'FAILURE' : 'UNSTABLE';
  return { metric, threshold: Number(text('threshold', '0')), result };
}

/** `globalThresholds: [[thresholdTarget: 'Line', unhealthyThreshold: 40.0, unstableThreshold: 60.0]]` */
function thresholds(args: Arguments): (CoverageGate | string)[] {
  return entries(args, 'globalThresholds').flatMap((entry): (CoverageGate | string)[] => {
    const target = textOf(entry.get('thresholdTarget') ?? 'Line');
    const metric = metricOf(target);
    if (metric === undefined) return [`the threshold of ${target}`];
    const limit = (name: string): number => Number(textOf(entry.get(name) ?? '0'));
    const failing = args['failUnhealthy'] === true ? limit('unhealthyThreshold') : 0;
    return [
      { metric, threshold: limit('unstableThreshold'), result: 'UNSTABLE' },
      { metric, threshold: failing, result: 'FAILURE' },
    ];
  });
}

/** Below the minimum a build has failed, below the maximum it is unstable. */
function jacocoGates(args: Arguments): CoverageGate[] {
  if (args['changeBuildStatus'] !== true) return [];
  return (['Line', 'Branch'] as const).flatMap((name) => {
    const limit = (which: string): number => Number(textOf(args[`${which}${name}Coverage`] ?? '0'));
    const metric = name === 'Line' ? 'LINE' : 'BRANCH';
    return [
      { metric, threshold: limit('maximum'), result: 'UNSTABLE' },
      { metric, threshold: limit('minimum'), result: 'FAILURE' },
    ];
  });
}

function metricOf(name: string): CoverageGate['metric'] | undefined {
  if (/^line$/i.test(name)) return 'LINE';
  return /^(?:branch|conditional)$/i.test(name) ? 'BRANCH' : undefined;
}

function entries(args: Arguments, name: string): ReadonlyMap<Value, Value>[] {
  const value = args[name];
  return Array.isArray(value) ? value.filter((entry) => entry instanceof Map) : [];
}

/** The gates that a coverage does not pass, each with what it has to say. What has no branches passes for them. */
export function missedGates(
  gates: readonly CoverageGate[],
  { lines, branches }: Coverage,
): { readonly result: Result; readonly text: string }[] {
  return gates.flatMap(({ metric, threshold, result }) => {
    const { covered, total } = metric === 'LINE' ? lines : branches;
    const percent = total === 0 ? 100 : (covered / total) * 100;
    if (percent >= threshold) return [];
    return [{ result, text: `${metric}: ${percent.toFixed(1)} %, at least ${threshold} (${result})` }];
  });
}
