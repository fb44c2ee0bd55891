import type { Value } from '@pipeline-lab/groovy';
import type { Interruption, InterruptionOrigin } from '../errors.ts';
import { hostObject } from '../steps/host-object.ts';

/** The short names of Jenkins' classes, subclasses of `CauseOfInterruption`. */
const causes: Readonly<Record<InterruptionOrigin, string>> = {
  abort: 'UserInterruption',
  timeout: 'ExceededTimeout',
  failFast: 'FailFastCause',
  input: 'Rejection',
  superseded: 'CancelledCause',
  downstream: 'DownstreamFailureCause',
};

/** What a script can ask a FlowInterruptedException: its result, and why, as in `e.causes[0].user`. */
export function interruptionProperties({
  origin,
  message,
  result,
  user,
}: Interruption): ReadonlyMap<string, Value> {
  const cause = hostObject(causes[origin], {
    shortDescription: message,
    ...(user === undefined ? {} : { user }),
  });
  return new Map<string, Value>([
    ['result', result],
    ['causes', [cause]],
  ]);
}
