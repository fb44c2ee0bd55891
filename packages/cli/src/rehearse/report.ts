import type { DeployEvent, Phase } from '@pipeline-lab/deploy';
import type { TrafficReport } from '@pipeline-lab/lab';
import type { Failure } from './deployer/messages.ts';
import type { RehearsalFault } from './faults.ts';

/** What a rehearsal came to. Times are milliseconds unless their name says otherwise. */
export interface RehearsalReport {
  readonly destination: string;
  readonly fault: string;
  /** What was deployed, and over what. */
  readonly image: string;
  readonly before: { readonly image: string; readonly why: string };
  readonly hosts: readonly RehearsedHost[];
  readonly outcome: 'released' | 'unchanged' | 'rolled-back' | 'failed' | 'killed';
  readonly failure?: Failure | undefined;
  /** False when the deployment ended before the fault could come. */
  readonly faultCame: boolean;
  readonly serves: 'old' | 'new' | 'mixed' | 'nothing';
  readonly expected: RehearsalFault['serves'];
  readonly requests: Omit<TrafficReport, 'versions'>;
  /** How the deployment after it ended; absent when there was no reason for one. */
  readonly next?: { readonly result?: string; readonly failure?: Failure | undefined } | undefined;
  /** Bytes over SSH to all hosts together. */
  readonly sent: number;
  readonly phases: readonly PhaseTime[];
  readonly ms: number;
  /** What was not as it has to be afterwards, a sentence each. */
  readonly problems: readonly string[];
  /** What is other than in production. */
  readonly notes: readonly string[];
}

export interface RehearsedHost {
  readonly name: string;
  readonly standsFor: string;
  /** Where its visitors go, and the name that they ask for. */
  readonly url: string;
  readonly hostName?: string | undefined;
}

export interface PhaseTime {
  readonly phase: Phase;
  readonly ms: number;
}

/** Sums up how long each phase was; `now` gives the time. */
export function phaseClock(now: () => number = performance.now.bind(performance)): {
  readonly take: (event: DeployEvent) => void;
  readonly times: () => PhaseTime[];
} {
  const sums = new Map<Phase, number>();
  let current: { readonly phase: Phase; readonly since: number } | undefined;
  const close = (): void => {
    if (current === undefined) return;
    sums.set(current.phase, (sums.get(current.phase) ?? 0) + now() - current.since);
    current = undefined;
  };
  return {
    take(event) {
      if (event.type !== 'phase') return;
      close();
      current = { phase: event.phase, since: now() };
    },
    times() {
      close();
      return [...sums].map(([phase, ms]) => ({ phase, ms }));
    },
  };
}

/** Whether the real deployment would have gone as it should, without a loss. */
export function isGood(report: RehearsalReport): boolean {
  return report.requests.lost === 0 && isExpected(report);
}

/** Whether it went as a deployment goes through this fault. */
function isExpected({
  expected,
  serves,
  outcome,
  next,
  problems,
  faultCame,
  failure,
}: RehearsalReport): boolean {
  const asWanted = expected === 'either' ? serves === 'old' || serves === 'new' : serves === expected;
  const succeeded = expected !== 'new' || (failure === undefined && outcome !== 'killed');
  const goesOn = next === undefined || next.failure === undefined;
  return asWanted && succeeded && faultCame && goesOn && problems.length === 0;
}

/** The rehearsal in a sentence or two. Pure. */
export function verdict(report: RehearsalReport): string {
  return [lossText(report), ...turns(report)].join('; ').concat('.');
}

function lossText({ requests: { sent, lost, secondsAway } }: RehearsalReport): string {
  if (lost === 0) return `nothing would have been lost: ${sent} requests, each answered`;
  const away = Number.isFinite(secondsAway)
    ? `${secondsAway.toFixed(1)} s from the first loss to service again`
    : 'and no service came back';
  return `${lost} of ${sent} requests would have been lost, ${away}`;
}

/** What happened, and what was not as it has to be. */
function turns(report: RehearsalReport): string[] {
  const { outcome, failure, serves, next, problems, faultCame, fault } = report;
  const why = failure === undefined ? '' : ` (${failure.code ?? 'failed'})`;
  return [
    ...(faultCame ? [] : [`the deployment ended before ${fault} could come`]),
    `${ended[outcome]}${why}, and ${served[serves]}`,
    ...(isExpected(report) ? [] : ['that is not how it should go']),
    ...problems,
    ...(next === undefined ? [] : [afterwards(next)]),
  ];
}

const ended: Readonly<Record<RehearsalReport['outcome'], string>> = {
  released: 'the release went out',
  unchanged: 'nothing had to change',
  'rolled-back': 'the deployment was rolled back',
  failed: 'the deployment failed before the switch',
  killed: 'the deployment was cut off',
};

const served: Readonly<Record<RehearsalReport['serves'], string>> = {
  new: 'the new release serves',
  old: 'the old release serves',
  mixed: 'the hosts serve different releases',
  nothing: 'nothing serves',
};

function afterwards({ failure }: NonNullable<RehearsalReport['next']>): string {
  return failure === undefined
    ? 'the next deployment works'
    : `the next deployment fails (${failure.code ?? failure.message})`;
}
