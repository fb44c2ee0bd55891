import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { DeployEvent, DeployRequest, Effect } from '@pipeline-lab/deploy';
import { deployerProgram } from './deployer.ts';
import type { Answer, Fate, Outcome, Told } from './messages.ts';

export interface Watching {
  /** Says what becomes of an effect; asked before each one. Default: all are done. */
  readonly fate?: (effect: Effect, deployer: Deployer) => Promise<Fate>;
  readonly told?: (event: DeployEvent, deployer: Deployer) => void;
  /** Kills it when it aborts. */
  readonly signal?: AbortSignal;
  /** Variables of the process. Default: those of this one. */
  readonly env?: NodeJS.ProcessEnv;
}

/** The process that deploys. */
export interface Deployer {
  readonly pid: number;
  /** Resolves when it is gone. */
  kill(): Promise<void>;
  /** Lets its clock jump, from the next effect on. */
  jump(ms: number): void;
}

/** Deploys in a process of its own, which can be killed at any effect or event. Throws when `signal` aborts. */
export async function runDeployer(
  request: Omit<DeployRequest, 'engine'>,
  { fate = async () => 'do', told = () => undefined, signal, env = process.env }: Watching = {},
): Promise<Outcome> {
  signal?.throwIfAborted();
  const child = fork(deployerProgram, {
    serialization: 'advanced',
    env: { ...env, NODE_TEST_CONTEXT: '' },
  });
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
  const stop = (): boolean => child.kill('SIGKILL');
  signal?.addEventListener('abort', stop);
  child.send(request);
  await exited;
  signal?.removeEventListener('abort', stop);
  signal?.throwIfAborted();
  if (trouble !== undefined) throw trouble;
  return outcome;
}
