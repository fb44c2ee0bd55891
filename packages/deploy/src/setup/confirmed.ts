import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../errors.ts';
import type { Host } from '../host/host.ts';
import { messageOf } from '../rollout/record.ts';
import { type RootShell, script } from './root-shell.ts';

/** A change that could lock us out of the host. */
export interface RiskyChange {
  /** Names the change in files of the host: letters and dashes. */
  readonly name: string;
  /** Scripts that make it and that take it back, the latter as often as it takes; both get `values` as `$1`, `$2`, … */
  readonly make: string;
  readonly takeBack: string;
  /** Makes it last; runs once the host has let us in again. */
  readonly keep: string;
  readonly values: readonly string[];
}

export interface Way {
  readonly host: Host;
  /** Opens a new connection to the host and closes it; rejects when the host does not let us in. */
  readonly tryAgain: () => Promise<void>;
  /** Seconds after which the host takes an unconfirmed change back by itself. */
  readonly patience: number;
}

/**
 * Makes a change that the host takes back by itself, unless a new connection has confirmed it in time. Confirmation and
 * the way back are decided by one rename of one file. Errors: PLAB_SETUP_LOCKOUT; the host is as before then.
 */
export async function makeConfirmed(shell: RootShell, change: RiskyChange, way: Way): Promise<void> {
  const { name, values } = change;
  const seconds = String(way.patience);
  await shell.run(script(arm, name, seconds, change.takeBack, ...values));
  try {
    await shell.run(script(change.make, ...values));
    await letIn(way);
  } catch (error) {
    await shell.run(script(goBack, name, change.takeBack, ...values)).catch(() => undefined);
    throw fail('PLAB_SETUP_LOCKOUT', way.host, `${name}: ${messageOf(error)}`, error);
  }
  const answer = await shell.run(script(confirm, name, change.keep, ...values));
  if (answer !== 'confirmed')
    throw fail('PLAB_SETUP_LOCKOUT', way.host, `${name}: it took longer than ${seconds} s to confirm`);
}

/** Tries until half of the time is over: a server that reads its files again closes a connection that comes meanwhile. */
async function letIn({ tryAgain, patience }: Way): Promise<void> {
  const end = Date.now() + (patience * 1000) / 2;
  for (;;) {
    try {
      return await tryAgain();
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(200);
    }
  }
}

const token = 'token=/run/plab-setup/$1';

// In a session of its own, so that it outlives the connection that it protects. The way back is tried until it works: the
// kernel may be busy with the very rules.
const arm = `
mkdir -p /run/plab-setup
${token} seconds=$2 back=$3
shift 3
touch "$token"
export token seconds back
setsid sh -c 'sleep "$seconds"
mv "$token" "$token.back" 2>/dev/null || exit
for turn in 1 2 3 4 5 6 7 8 9 10; do sh -ec "$back" sh "$@" && exit; sleep 1; done' sh "$@" </dev/null >/dev/null 2>&1 &
`;

const goBack = `
${token} back=$2
shift 2
if mv "$token" "$token.back" 2>/dev/null; then sh -ec "$back" sh "$@"; fi
`;

const confirm = `
${token} keep=$2
shift 2
if mv "$token" "$token.kept" 2>/dev/null; then sh -ec "$keep" sh "$@"; echo confirmed; else echo expired; fi
`;
