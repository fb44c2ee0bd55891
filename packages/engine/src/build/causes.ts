/** Why a build was started. */
export interface Cause {
  /** The name of Jenkins' class, such as `UserIdCause` or `TimerTriggerCause`. */
  readonly kind: string;
  /** `Started by user bob` */
  readonly description: string;
  readonly user?: string;
  /** The build whose step `build` started this one; `depth` counts from 1 for one that somebody started by hand. */
  readonly upstream?: { readonly job: string; readonly number: number; readonly depth: number };
}

/** The class names of Jenkins, which scripts and `triggeredBy` ask for. */
const classes: Readonly<Record<string, string>> = {
  UserIdCause: 'hudson.model.Cause$UserIdCause',
  UpstreamCause: 'hudson.model.Cause$UpstreamCause',
  TimerTriggerCause: 'hudson.triggers.TimerTrigger$TimerTriggerCause',
  SCMTriggerCause: 'hudson.triggers.SCMTrigger$SCMTriggerCause',
  RestartDeclarativePipelineCause:
    'org.jenkinsci.plugins.pipeline.modeldefinition.causes.RestartDeclarativePipelineCause',
};

export function classOf({ kind }: Cause): string {
  return classes[kind] ?? kind;
}

/** `triggeredBy 'TimerTrigger'`, `triggeredBy cause: 'UserIdCause', detail: 'bob'`: a short or a full class name. */
export function causedBy(causes: readonly Cause[], wanted: string, detail: string | undefined): boolean {
  return causes.some((cause) => {
    const full = classOf(cause);
    const names = [cause.kind, full, ...full.split(/[.$]/)];
    return names.includes(wanted) && (detail === undefined || detail === '' || cause.user === detail);
  });
}
