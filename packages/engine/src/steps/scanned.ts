import type { HostObject, Value } from '@pipeline-lab/groovy';
import { StepFailure } from '../errors.ts';
import type { Scan } from './issue-scan.ts';

const scans = new WeakMap<object, Scan>();

/** Lets a script carry what a tool found from `scanForIssues` to `publishIssues`. */
export function keepScan(object: HostObject, scan: Scan): HostObject {
  scans.set(object, scan);
  return object;
}

/** Throws a StepFailure for what `scanForIssues` did not give. */
export function scanOf(value: Value): Scan {
  const scan = value !== null && typeof value === 'object' ? scans.get(value) : undefined;
  if (scan !== undefined) return scan;
  throw new StepFailure('publishIssues: this is no scan', 'Give it what `scanForIssues` gave.');
}
