import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import {
  appendJournal,
  type DeploymentRecord,
  type DeploymentStart,
  type StepRecord,
  type TrafficRecord,
} from '../host/journal.ts';
import { trafficSince } from '../watch/traffic.ts';
import type { Target } from './target.ts';

/** One run of a rollout, under the id that its journal lines carry on every host. */
export interface Deployment {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly began: number;
}

export function newDeployment(): Deployment {
  return { id: randomUUID(), began: Date.now() };
}

export async function recordStart(
  { connection, app, release, attestation, report }: Target,
  verb: string,
  id: string,
): Promise<void> {
  const start: DeploymentStart = {
    type: 'deployment.started',
    deployment: id,
    at: now(),
    release: release.id,
    image: release.image,
    label: release.label,
    by: `${userInfo().username}@${hostname()}`,
    fence: connection.fence,
    verb,
    ...(attestation === undefined ? {} : { signedBy: attestation.keyId }),
    ...(release.commit === undefined ? {} : { commit: release.commit }),
  };
  await appendJournal(connection, app.app, start);
  report({ type: 'recorded', host: connection.host.name, entry: start });
}

/** Writes a step down. A journal that cannot be written must not hide why the step failed. */
export async function recordStep(
  target: Target,
  step: Pick<StepRecord, 'deployment' | 'step' | 'ms' | 'error'>,
): Promise<void> {
  const { connection, app, done } = target;
  done.step += 1;
  if (connection.lost.aborted) return;
  const line: StepRecord = { type: 'step', at: now(), n: done.step, ...step };
  const written = appendJournal(connection, app.app, line);
  await (step.error === undefined
    ? written
    : written.catch((error: unknown) => target.say(messageOf(error))));
}

/** Writes down how the deployment ended on a host, and gives that record. */
export async function recordEnd(
  target: Target,
  deployment: Deployment,
  result: DeploymentRecord['result'],
  error?: string,
): Promise<DeploymentRecord> {
  const { connection, app, release, before, done, plan, report } = target;
  const traffic = trafficSince(target.traffic);
  const unchanged = result === 'released' && plan.switch.length === 0;
  const record: DeploymentRecord = {
    type: 'deployment.finished',
    deployment: deployment.id,
    at: now(),
    release: release.id,
    label: release.label,
    result: unchanged ? 'unchanged' : result,
    ms: Date.now() - deployment.began,
    ...(before.serving === undefined ? {} : { previous: before.serving }),
    ...(done.shipped === undefined ? {} : { shipped: done.shipped }),
    ...(traffic === undefined ? {} : { traffic }),
    ...(error === undefined ? {} : { error }),
  };
  await appendJournal(connection, app.app, record);
  report({ type: 'recorded', host: connection.host.name, entry: record });
  return record;
}

/**
 * Counts once more what users have lost, when nothing of the old release is left: it may have cut off requests that it still
 * had. Gives the record with that. A journal that cannot be written is no reason to fail any more.
 */
export async function recordLosses(target: Target, record: DeploymentRecord): Promise<DeploymentRecord> {
  const { connection, app, report } = target;
  const traffic = trafficSince(target.traffic);
  if (traffic === undefined || traffic.lost === record.traffic?.lost) return record;
  const { deployment } = record;
  const entry: TrafficRecord = { type: 'deployment.counted', deployment, at: now(), traffic };
  try {
    await appendJournal(connection, app.app, entry);
    report({ type: 'recorded', host: connection.host.name, entry });
  } catch (error) {
    target.say(messageOf(error));
  }
  return { ...record, traffic };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function now(): string {
  return new Date().toISOString();
}
