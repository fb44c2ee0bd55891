import type { Host } from '../host/host.ts';
import { messageOf } from '../rollout/record.ts';
import { connect } from '../ssh/connection.ts';
import { fail, PlabError } from '../errors.ts';
import { type DiffLine, diffLines } from './diff.ts';
import { gatherFacts } from './facts.ts';
import { hostResources } from './host-resources.ts';
import type { LeftOut, SetupPlan } from './setup-plan.ts';
import { type Resource, sameLines } from './resource.ts';
import { type RootShell, rootShell } from './root-shell.ts';

export interface SetupRequest extends SetupPlan {
  /** Logs in as root, or as somebody who may use sudo without a password. */
  readonly host: Host;
  /** Looks at the host and changes nothing. */
  readonly check: boolean;
  /** Seconds after which an unconfirmed change of firewall or sshd takes itself back; default 30. */
  readonly patience?: number;
}

/** What a setup tells while it runs. */
export type SetupEvent =
  | { readonly type: 'host'; readonly host: string; readonly distribution: string; readonly init: string }
  | { readonly type: 'begin'; readonly resource: string }
  | { readonly type: 'same'; readonly resource: string }
  /** What differs; `applied` tells whether it is so no longer. */
  | {
      readonly type: 'differs';
      readonly resource: string;
      readonly diff: readonly DiffLine[];
      readonly applied: boolean;
    }
  | { readonly type: 'left-out'; readonly resource: string; readonly reason: string };

/**
 * Brings a bare host to what deployments need, or tells what it lacks; gives how many resources differed. Run again, it
 * changes nothing. Errors: those of a connection, PLAB_SUDO, PLAB_SETUP_UNSUPPORTED, PLAB_SETUP, PLAB_SETUP_LOCKOUT, PLAB_PROXY_TAKEN.
 */
export async function setUpHost(
  request: SetupRequest,
  report: (event: SetupEvent) => void,
  signal: AbortSignal,
): Promise<number> {
  const { host, app, check } = request;
  const session = { host, app, port: 1, lock: false, owner: '' };
  const connection = await connect(session, signal);
  try {
    const shell = await rootShell(connection);
    const facts = await gatherFacts(connection, shell);
    const init = facts.systemd ? 'systemd' : 'init scripts';
    report({ type: 'host', host: host.name, distribution: facts.distribution.name, init });
    const tryAgain = async (): Promise<void> => await (await connect(session, signal)).close();
    const way = { host, tryAgain, patience: request.patience ?? 30 };
    const { resources, leftOut } = hostResources(request, facts, way);
    let different = 0;
    for (const resource of resources) {
      signal.throwIfAborted();
      const outcome = await bring(shell, host, resource, check, report);
      if (outcome) different += 1;
    }
    for (const { name, reason } of leftOut) report(leftOutEvent({ name, reason }));
    return different;
  } finally {
    await connection.close();
  }
}

function leftOutEvent({ name, reason }: LeftOut): SetupEvent {
  return { type: 'left-out', resource: name, reason };
}

/** Brings one resource to what it should be; tells whether it was not. */
async function bring(
  shell: RootShell,
  host: Host,
  resource: Resource,
  check: boolean,
  report: (event: SetupEvent) => void,
): Promise<boolean> {
  const { name } = resource;
  try {
    const reason = await resource.impossible?.(shell);
    if (reason !== undefined) {
      report(leftOutEvent({ name, reason }));
      return false;
    }
    const current = await resource.current(shell);
    const desired = resource.desired(current);
    if (sameLines(current, desired)) {
      report({ type: 'same', resource: name });
      return false;
    }
    const diff = diffLines(current, desired);
    if (!check) {
      report({ type: 'begin', resource: name });
      await resource.apply(shell, desired, current);
      await confirmTaken(shell, host, resource);
    }
    report({ type: 'differs', resource: name, diff, applied: !check });
    return true;
  } catch (error) {
    if (error instanceof PlabError && error.code !== 'PLAB_HOST_COMMAND') throw error;
    throw fail('PLAB_SETUP', host.name, `${name}: ${messageOf(error)}`, error);
  }
}

/** A resource that does not stay as it was made would be changed by every run. */
async function confirmTaken(shell: RootShell, host: Host, resource: Resource): Promise<void> {
  const current = await resource.current(shell);
  const left = diffLines(current, resource.desired(current)).filter(({ mark }) => mark !== ' ');
  if (left.length === 0) return;
  const lines = left.slice(0, 10).map(({ mark, text }) => `${mark} ${text}`);
  throw fail('PLAB_SETUP', host.name, `${resource.name} did not become what it should:\n${lines.join('\n')}`);
}
