import { join } from 'node:path';
import type { HostObject } from '@pipeline-lab/groovy';
import { stageOf, worsen } from '../build/site.ts';
import { StepFailure } from '../errors.ts';
import { compareIssues } from '../issues/compare.ts';
import { atLeast, filtersOf } from '../issues/filters.ts';
import { countSeverities, gatesOf, passGates } from '../issues/gate.ts';
import { issuesIn } from '../issues/history.ts';
import { type Issue, toBeTold } from '../issues/issue.ts';
import { hostObject } from './host-object.ts';
import type { Scan } from './issue-scan.ts';
import type { StepCall } from './step.ts';
import { said } from './tell.ts';

type ReportCall = StepCall<'recordIssues' | 'publishIssues'>;

/** So many issues are told one by one; all are counted. */
const told = 5000;

/** Tells of what tools found, compared with the last build, and lets the quality gates make the result. */
export async function reportIssues(call: ReportCall, scan: Scan): Promise<HostObject> {
  const { site, id: step, args } = call;
  const { id, name, files } = scan;
  const gates = gatesOf(args.qualityGates ?? []);
  const { mask } = site.build.recorder.masker;
  const issues = chosen(call, scan.issues).map((issue) => toBeTold(issue, mask));
  const last = site.build.previous();
  const before = last && (await issuesIn(join(site.build.jobFolder, String(last.number)), id));
  // Without anything to compare with, nothing is new: so it is in Jenkins.
  const changed = before === undefined ? { new: [], fixed: [] } : compareIssues(issues, before);
  const { result, missed } = passGates(gates, { all: issues, ...changed });
  const counts = { total: issues.length, new: changed.new.length, fixed: changed.fixed.length };
  const gate = gates.length === 0 ? 'INACTIVE' : result;
  site.build.emit({
    type: 'issues.report',
    step,
    ...stageOf(site),
    id,
    name,
    files,
    ...counts,
    severities: countSeverities(issues),
    gate,
    issues: issues.slice(0, told),
  });
  said(call, `[${name}] ${counts.total} issues, ${counts.new} new, ${counts.fixed} fixed`);
  for (const text of missed) said(call, `[${name}] Quality gate not passed: ${text}`);
  worsen(site, result);
  if (result === 'FAILURE' && args.stopBuild === true)
    throw new StepFailure(`${name}: a quality gate was not passed`, missed.join('; '));
  return hostObject('AnalysisResult', {
    id,
    name,
    totalSize: counts.total,
    newSize: counts.new,
    fixedSize: counts.fixed,
    qualityGateStatus: gate,
  });
}

function chosen({ args }: ReportCall, issues: readonly Issue[]): readonly Issue[] {
  const wanted = filtersOf(args.filters ?? []);
  const severe = atLeast(args.minimumSeverity ?? '');
  return issues.filter((issue) => wanted(issue) && severe(issue));
}

/** Several scans as one. */
export function combined(scans: readonly Scan[], id: string, name: string): Scan {
  return {
    id,
    name,
    files: scans.flatMap((each) => each.files),
    issues: scans.flatMap((each) => each.issues),
  };
}
