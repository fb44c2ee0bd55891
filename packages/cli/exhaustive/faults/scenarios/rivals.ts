import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { inside } from '@pipeline-lab/lab';
import { runDeployer } from '../../../src/rehearse/deployer/run-deployer.ts';
import { ownRequestOf, type TestLab } from '../../../test/lab.ts';
import { beforeEffect, during, type Scenario } from './scenario.ts';

const hour = 3_600_000;

/** The second one is told who holds the lock, and changes nothing. */
const atOnce: Scenario['fault'] = async (lab, image, { rival }) => {
  let second: ReturnType<typeof runDeployer> | undefined;
  const act = async (): Promise<void> => {
    second = runDeployer(ownRequestOf(lab, rival));
    const { failure } = await second;
    if (failure?.code !== 'PLAB_LOCKED')
      throw new Error(`the second one was not kept off: ${failure?.message}`);
  };
  return await during(lab, ownRequestOf(lab, image), { effect: 'proxy set server', act });
};

/** A deployer that sleeps with the traffic moved, as a laptop does; another one deploys, then it wakes up with its old number. */
const asleep: Scenario['fault'] = async (lab, image, { rival }) => {
  const outcome = Promise.withResolvers<Awaited<ReturnType<typeof runDeployer>>>();
  // Whoever awaits it below is told.
  outcome.promise.catch(() => undefined);
  const sleeper = await during(lab, ownRequestOf(lab, rival), {
    effect: 'journal step switch',
    async act(_, { pid }) {
      const family = [pid, ...childrenOf(pid)];
      for (const each of family) process.kill(each, 'SIGSTOP');
      try {
        await untilUnlocked(lab);
        outcome.resolve(await runDeployer(ownRequestOf(lab, image)));
      } catch (error) {
        outcome.reject(error);
      } finally {
        for (const each of family) process.kill(each, 'SIGCONT');
      }
    },
  });
  if (sleeper.failure === undefined) throw new Error('the one that slept succeeded');
  return await outcome.promise;
};

function childrenOf(pid: number): number[] {
  const said = execFileSync('pgrep', ['-P', String(pid)]).toString();
  return said.trim().split('\n').map(Number);
}

async function untilUnlocked({ engine, host, app }: TestLab): Promise<void> {
  const end = Date.now() + 180_000;
  const free = `flock -n /var/lib/plab/${app.app}/lock true && echo free || echo held`;
  while (!(await inside(engine.docker, host, free)).includes('free')) {
    if (Date.now() > end)
      throw new Error('the lock of a deployer that sleeps is held for more than three minutes');
    await sleep(200);
  }
}

/** `date` is the only clock that the host's part of a deployment reads. */
const hostClock = (by: string): string =>
  `printf '#!/bin/sh\\nexec /bin/date -d "${by}" "$@"\\n' >/usr/local/bin/date && chmod 755 /usr/local/bin/date`;

/** What another deployer does, or a clock. */
export const rivals: readonly Scenario[] = [
  { name: 'Two deployments at once', fault: atOnce, serves: 'new' },
  { name: 'A deployer with a stale number wakes up', fault: asleep, serves: 'new' },
  {
    name: 'The deployer’s clock jumps an hour ahead after the switch',
    fault: beforeEffect('journal step switch', async (_, { jump }) => jump(hour)),
    serves: 'new',
  },
  {
    name: 'The deployer’s clock jumps an hour back after the switch',
    fault: beforeEffect('journal step switch', async (_, { jump }) => jump(-hour)),
    serves: 'new',
  },
  {
    name: 'The host’s clock jumps an hour ahead at the switch',
    fault: beforeEffect(
      'arm',
      async ({ engine, host }) => void (await inside(engine.docker, host, hostClock('+1 hour'))),
      async ({ engine, host }) => void (await inside(engine.docker, host, 'rm /usr/local/bin/date')),
    ),
    serves: 'new',
  },
];
