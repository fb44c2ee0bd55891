import { createUplink, cutLinks, hostThrough, sshPortOf } from '@pipeline-lab/lab';
import { ownRequestOf } from '../../../test/lab.ts';
import { beforeEffect, during, inPhase, type Scenario } from './scenario.ts';

/** The line to the host goes half open before an effect: nothing gets through, and nobody is told. */
function stalledBefore(effect: string): Scenario['fault'] {
  return async (lab, image) => {
    const uplink = createUplink({ bytesPerSecond: Infinity });
    try {
      const relay = await uplink.relay(await sshPortOf(lab.host));
      const host = await hostThrough(lab.host, relay.port);
      const act = async (): Promise<void> => relay.stall();
      return await during(lab, { ...ownRequestOf(lab, image), hosts: [host] }, { effect, act });
    } finally {
      await uplink.close();
    }
  };
}

/** A line as slow as a household's. Nothing goes wrong on it. */
const slowLine: Scenario['fault'] = async (lab, image) => {
  const uplink = createUplink({ bytesPerSecond: 20e6 / 8, latency: 20 });
  try {
    const relay = await uplink.relay(await sshPortOf(lab.host));
    const host = await hostThrough(lab.host, relay.port);
    const act = async (): Promise<void> => undefined;
    return await during(lab, { ...ownRequestOf(lab, image), hosts: [host] }, { effect: 'keep pulling', act });
  } finally {
    await uplink.close();
  }
};

const cut: Parameters<typeof inPhase>[1] = async ({ engine, host }) => await cutLinks(engine.docker, host);
const patient = { watch: 20 };
/** The first share of the traffic has just been given to the new release, and stays for a while. */
const inCanary = 'journal step share';
const canary = { canary: { steps: [50], seconds: 20 } };

/** What happens to the connection, phase by phase. */
export const links: readonly Scenario[] = [
  { name: 'SSH cut while shipping', fault: inPhase('prepare', cut), serves: 'new' },
  { name: 'SSH cut while the release starts', fault: inPhase('start', cut), serves: 'new' },
  {
    name: 'SSH cut in a canary',
    app: canary,
    fault: beforeEffect(inCanary, cut),
    serves: 'old',
    code: 'PLAB_WENT_BACK',
  },
  {
    name: 'Deployer killed in a canary',
    app: canary,
    fault: beforeEffect(inCanary, async (_, { kill }) => await kill()),
    serves: 'old',
    code: 'no failure',
  },
  {
    name: 'Deployer interrupted in the watch',
    app: patient,
    fault: inPhase('watch', async (_, { pid }) => void process.kill(pid, 'SIGINT')),
    serves: 'old',
    code: 'no failure',
    says: /interrupted/,
  },
  {
    name: 'SSH cut in the watch',
    app: patient,
    fault: inPhase('watch', cut),
    serves: 'old',
    code: 'PLAB_WENT_BACK',
  },
  {
    name: 'SSH cut while clearing up',
    fault: inPhase('finalize', cut),
    serves: 'new',
    code: 'PLAB_CLEAN_UP',
  },
  { name: 'SSH half open while shipping', fault: stalledBefore('keep pulling'), serves: 'new' },
  { name: 'SSH half open while the release starts', fault: stalledBefore('container.start'), serves: 'new' },
  {
    name: 'SSH half open at the switch',
    fault: stalledBefore('proxy set server'),
    serves: 'old',
    code: 'PLAB_WENT_BACK',
  },
  {
    name: 'SSH half open in the watch',
    app: patient,
    fault: stalledBefore('journal step switch'),
    serves: 'old',
    code: 'PLAB_WENT_BACK',
  },
  {
    name: 'SSH half open at the confirmation',
    fault: stalledBefore('confirm'),
    serves: 'old',
    code: 'PLAB_WENT_BACK',
  },
  {
    name: 'SSH half open while clearing up',
    fault: stalledBefore('container.stop'),
    serves: 'new',
    code: 'PLAB_CLEAN_UP',
  },
  { name: 'A layer of 300 MB through 20 Mbit/s and 40 ms', ballast: 300e6, fault: slowLine, serves: 'new' },
];
