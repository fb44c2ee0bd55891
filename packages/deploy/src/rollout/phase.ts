import type { Plan, Step } from '../step.ts';
import type { Phase, Report } from './events.ts';
import { hookAfter, hookBefore } from './hooks.ts';
import { leaveOut, present } from './missing.ts';
import { type Deployment, messageOf, recordStep } from './record.ts';
import type { Rollout, Target } from './target.ts';

/** A phase, and what of each host's plan is done in it. */
export interface PhaseRun {
  readonly rollout: Pick<Rollout, 'allowMissing'>;
  readonly phase: Phase;
  readonly steps: (plan: Plan) => readonly Step[];
  /** Does one step. */
  readonly execute: (target: Target, step: Step, signal: AbortSignal) => Promise<void>;
  /** Is told what fails on a host, or what hook does: no reason for the others to stop then. */
  readonly failed?: (error: unknown, target?: Target) => void;
}

/** Runs a phase on all hosts at once, each step written down; what fails on one ends it for all, unless `failed` takes it. */
export async function runPhase(
  { rollout, phase, steps, execute, failed: tell }: PhaseRun,
  targets: readonly Target[],
  deployment: Deployment,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  report({ type: 'phase', phase });
  // What fails on one host has failed on all: nobody goes on until the end of a watch.
  const failed = new AbortController();
  const takingPart = present(targets);
  const vital = rollout.allowMissing === true ? [] : guarded(takingPart);
  const stop = AbortSignal.any([signal, failed.signal, ...vital]);
  await hookBefore(phase, takingPart, stop).catch((error: unknown) => {
    if (tell === undefined) throw error;
    tell(error);
  });
  await all(takingPart, async (each) => {
    try {
      for (const step of steps(each.plan)) {
        stop.throwIfAborted();
        await runStep(each, step, { deployment, report, execute }, stop);
      }
    } catch (error) {
      if (!stop.aborted && (await leaveOut(rollout, each, targets, error, report))) return;
      if (tell !== undefined) return tell(error, each);
      failed.abort(error);
      throw error;
    }
  });
  await hookAfter(phase, targets);
}

/** What aborts when a host goes back by itself. */
function guarded(targets: readonly Target[]): AbortSignal[] {
  return targets.flatMap(({ done }) => done.guard?.released ?? []);
}

interface StepRun extends Pick<PhaseRun, 'execute'> {
  readonly deployment: Deployment;
  readonly report: Report;
}

async function runStep(
  each: Target,
  step: Step,
  { deployment, report, execute }: StepRun,
  signal: AbortSignal,
): Promise<void> {
  const host = each.connection.host.name;
  const began = Date.now();
  report({ type: 'step.started', host, step: step.kind });
  const ended = async (error?: string): Promise<void> => {
    const how = { step: step.kind, ms: Date.now() - began, ...(error === undefined ? {} : { error }) };
    report({ type: 'step.finished', host, ...how });
    await recordStep(each, { deployment: deployment.id, ...how });
  };
  try {
    await execute(each, step, signal);
  } catch (error) {
    await ended(messageOf(error));
    throw error;
  }
  await ended();
}

/** Runs a task on all at once; waits for every one before it throws the first failure. */
export async function all<T, R>(items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]> {
  const results = await Promise.allSettled(items.map(task));
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}
