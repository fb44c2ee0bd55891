import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { DeployEvent, DeploymentRecord, DeployRequest, Effect } from '@pipeline-lab/deploy';

/** What becomes of an effect: it is done, fails with EIO in its place, or is done and its answer lost. */
export type Fate = 'do' | 'fail' | 'lose';

export interface Answer {
  readonly n: number;
  readonly how: Fate;
  /** Milliseconds by which the deployer's clock jumps before it. */
  readonly clock?: number;
}

/** What a deployer tells. */
export type Told =
  | { readonly type: 'effect'; readonly effect: Effect }
  | { readonly type: 'event'; readonly event: DeployEvent }
  | ({ readonly type: 'ended' } & Outcome);

/** How a deployer ended: its results, one a host, or why not; neither when it was killed. */
export interface Outcome {
  readonly results?: readonly DeploymentRecord['result'][];
  readonly failure?: { readonly code: string | undefined; readonly message: string };
}

export interface Watching {
  /** Says what becomes of an effect; asked before each one. Default: all are done. */
  readonly fate?: (effect: Effect, deployer: Deployer) => Promise<Fate>;
  readonly told?: (event: DeployEvent, deployer: Deployer) => void;
}

/** The process that deploys. */
export interface Deployer {
  readonly pid: number;
  /** Resolves when it is gone. */
  kill(): Promise<void>;
  /** Lets its clock jump, from the next effect on. */
  jump(ms: number): void;
}

const program = fileURLToPath(new URL('./deployer.ts', import.meta.url));

/** Deploys in a process of its own, which can be killed at any effect or event. */
export async function runDeployer(
  request: Omit<DeployRequest, 'engine'>,
  { fate = async () => 'do', told = () => undefined }: Watching = {},
): Promise<Outcome> {
  const child = fork(program, { serialization: 'advanced', env: { ...process.env, NODE_TEST_CONTEXT: '' } });
  const exited = once(child, 'exit');
  let outcome: Outcome = {};
  let trouble: unknown;
  let clock = 0;
  const deployer: Deployer = {
    pid: child.pid ?? 0,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    jump(ms) {
      clock += ms;
    },
  };
  child.on('message', (message: Told) => {
    if (message.type === 'ended') outcome = message;
    else if (message.type === 'event') told(message.event, deployer);
    else
      fate(message.effect, deployer)
        .then((how) => child.connected && child.send({ n: message.effect.n, how, clock } satisfies Answer))
        .catch((error: unknown) => {
          trouble = error;
          child.kill('SIGKILL');
        });
  });
  child.send(request);
  await exited;
  if (trouble !== undefined) throw trouble;
  return outcome;
}
