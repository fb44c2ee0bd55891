import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import type { AppConfig } from '../config/schema.ts';
import { fail } from '../errors.ts';
import type { Host } from '../host/host.ts';
import { appendJournal, type DeploymentRecord } from '../host/journal.ts';
import { type HostState, observe } from '../host/state.ts';
import { NoSlot, type Plan, plan, type Step } from '../plan.ts';
import type { Release } from '../release.ts';
import { type Connection, connect } from '../ssh/connection.ts';
import type { Phase, Report } from './events.ts';
import { execute, undo } from './execute.ts';
import { preflight } from './preflight.ts';
import type { Source, Target } from './target.ts';

export interface Rollout {
  readonly verb: 'deploy' | 'rollback';
  readonly app: AppConfig;
  readonly hosts: readonly Host[];
  /** The release for a host, chosen once its state is known. */
  readonly release: (connection: Connection, state: HostState) => Promise<Release>;
  /** One source a host; absent when nothing has to be shipped. */
  readonly sources?: ReadonlyMap<Host, Source>;
}

const changing = ['prepare', 'switch', 'watch'] as const;

/**
 * Brings every host to the release: each phase ends on all hosts before the next one begins. Any failure before
 * `finalize` puts every host back and is thrown. Gives one record a host.
 */
export async function rollOut(
  rollout: Rollout,
  report: Report,
  signal: AbortSignal,
): Promise<DeploymentRecord[]> {
  const deployment = { id: randomUUID(), began: Date.now() };
  report({ type: 'phase', phase: 'connect' });
  const connections = await lockAll(rollout, signal);
  try {
    report({ type: 'phase', phase: 'preflight' });
    await all(connections, ({ host, ...rest }) =>
      preflight({ host, ...rest }, rollout.app.app, rollout.sources?.get(host)),
    );
    const targets = await all(connections, (connection) => target(connection, rollout, report));
    await all(targets, (each) => journalStart(each, rollout.verb, deployment.id));
    const stop = AbortSignal.any([signal, ...connections.map(({ lost }) => lost)]);
    try {
      for (const phase of changing) await runPhase(phase, targets, deployment.id, report, stop);
    } catch (error) {
      throw await putBack(targets, deployment, report, error);
    }
    await runPhase('finalize', targets, deployment.id, report, new AbortController().signal);
    return await all(targets, (each) => finish(each, deployment, report, 'released'));
  } finally {
    await Promise.all(connections.map((connection) => connection.close()));
  }
}

/** Takes the lock on every host in the order of their names, so that two deployments never wait for each other. */
async function lockAll(rollout: Rollout, signal: AbortSignal): Promise<Connection[]> {
  const owner = `${userInfo().username}@${hostname()} pid ${process.pid}, since ${new Date().toISOString()}`;
  const connections: Connection[] = [];
  try {
    for (const host of rollout.hosts.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const registryPort = rollout.sources?.get(host)?.registry.port;
      const request = { host, app: rollout.app.app, port: rollout.app.port, lock: true, owner };
      connections.push(await connectOrFallBack(request, registryPort, signal));
    }
    return connections;
  } catch (error) {
    await Promise.all(connections.map((connection) => connection.close()));
    throw error;
  }
}

/** A host that forbids the reverse forward still gets a connection: its image then goes by save and load. */
async function connectOrFallBack(
  request: Omit<Parameters<typeof connect>[0], 'registryPort'>,
  registryPort: number | undefined,
  signal: AbortSignal,
): Promise<Connection> {
  if (registryPort === undefined) return await connect(request, signal);
  try {
    return await connect({ ...request, registryPort }, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'PLAB_SSH_FORWARDING')) throw error;
    return await connect(request, signal);
  }
}

async function target(connection: Connection, rollout: Rollout, report: Report): Promise<Target> {
  const before = await observe(connection, rollout.app.app);
  const release = await rollout.release(connection, before);
  const source = rollout.sources?.get(connection.host);
  return {
    connection,
    app: rollout.app,
    release,
    before,
    plan: planFor(connection, before, release, rollout.app.keep),
    ...(source === undefined ? {} : { source }),
    done: { step: 0 },
    say: (text) => report({ type: 'say', host: connection.host.name, text }),
  };
}

function planFor(connection: Connection, before: HostState, release: Release, keep: number): Plan {
  try {
    return plan(before, release, keep);
  } catch (error) {
    if (error instanceof NoSlot) throw fail('PLAB_NO_SLOT', connection.host.name);
    throw error;
  }
}

async function runPhase(
  phase: keyof Plan & Phase,
  targets: readonly Target[],
  deployment: string,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  report({ type: 'phase', phase });
  await all(targets, async (each) => {
    for (const step of each.plan[phase]) {
      signal.throwIfAborted();
      await runStep(each, step, deployment, report, signal);
    }
  });
}

async function runStep(
  each: Target,
  step: Step,
  deployment: string,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const host = each.connection.host.name;
  const began = Date.now();
  report({ type: 'step.started', host, step: step.kind });
  let error: string | undefined;
  try {
    await execute(each, step, signal);
  } catch (cause) {
    error = message(cause);
    throw cause;
  } finally {
    const ms = Date.now() - began;
    const failed = error === undefined ? {} : { error };
    report({ type: 'step.finished', host, step: step.kind, ms, ...failed });
    each.done.step += 1;
    await journal(each, {
      type: 'step',
      deployment,
      at: now(),
      n: each.done.step,
      step: step.kind,
      ms,
      ...failed,
    });
  }
}

async function journalStart(each: Target, verb: string, deployment: string): Promise<void> {
  const { release, connection } = each;
  const { id, image, label } = release;
  await appendJournal(connection, each.app.app, {
    type: 'deployment.started',
    deployment,
    at: now(),
    release: id,
    image,
    label,
    by: `${userInfo().username}@${hostname()}`,
    fence: connection.fence,
    verb,
  });
}

async function putBack(
  targets: readonly Target[],
  deployment: Deployment,
  report: Report,
  error: unknown,
): Promise<unknown> {
  const reason = message(error);
  const failures = await Promise.allSettled(
    targets.map(async (each) => {
      report({ type: 'undo', host: each.connection.host.name, reason });
      await undo(each);
      await finish(each, deployment, report, each.done.switched === true ? 'rolled-back' : 'failed', reason);
    }),
  );
  const second = failures.find((result) => result.status === 'rejected');
  if (second === undefined || !(error instanceof Error)) return error;
  error.message += `; putting the host back failed too: ${message(second.reason)}`;
  return error;
}

interface Deployment {
  readonly id: string;
  readonly began: number;
}

async function finish(
  each: Target,
  deployment: Deployment,
  report: Report,
  result: DeploymentRecord['result'],
  error?: string,
): Promise<DeploymentRecord> {
  const unchanged = result === 'released' && each.plan.switch.length === 0;
  const record: DeploymentRecord = {
    type: 'deployment.finished',
    deployment: deployment.id,
    at: now(),
    release: each.release.id,
    label: each.release.label,
    result: unchanged ? 'unchanged' : result,
    ms: Date.now() - deployment.began,
    ...(each.before.serving === undefined ? {} : { previous: each.before.serving }),
    ...(each.done.shipped === undefined ? {} : { shipped: each.done.shipped }),
    ...(error === undefined ? {} : { error }),
  };
  await appendJournal(each.connection, each.app.app, record);
  report({ type: 'finished', host: each.connection.host.name, record });
  return record;
}

/** A journal that cannot be written must not hide why the step failed. */
async function journal(each: Target, line: Parameters<typeof appendJournal>[2]): Promise<void> {
  if (!each.connection.lost.aborted) await appendJournal(each.connection, each.app.app, line);
}

/** Runs a task on all at once; waits for every one before it throws the first failure. */
async function all<T, R>(items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]> {
  const results = await Promise.allSettled(items.map(task));
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function now(): string {
  return new Date().toISOString();
}
