import type { Effect } from '@pipeline-lab/deploy';
import { cutLinks } from '@pipeline-lab/lab';
import type { Fate, Outcome } from '../../src/rehearse/deployer/messages.ts';
import { runDeployer } from '../../src/rehearse/deployer/run-deployer.ts';
import { ownRequestOf, type TestLab } from '../lab.ts';
import { type Trial, tryFault } from './trial.ts';

/** What happens at an effect: before it, in its place, or to its answer. */
export type FaultKind = 'kill' | 'cut' | 'fail' | 'lose';

/** What a deployment changes that ships a layer, retires the release of before and removes the one before that. */
export const usualEffects: readonly string[] = [
  'lock',
  'journal deployment.started',
  'journal step proxy',
  'keep pulling',
  'image.tag',
  'image.remove',
  'journal step ship',
  'network.create',
  'container.create',
  'journal step create',
  'container.start',
  'journal step start',
  'journal step health',
  'proxy add server',
  'arm',
  'proxy set server',
  'journal step switch',
  'journal step watch',
  'confirm',
  'journal step confirm',
  'journal deployment.finished',
  'container.stop',
  'proxy set server',
  'proxy del server',
  'journal step retire',
  'container.remove',
  'image.remove',
  'journal step remove',
];

export interface Version {
  readonly image: string;
  readonly version: string;
}

/** The effects of a deployment that nothing disturbs. */
export async function effectsOf(lab: TestLab, { image }: Version): Promise<string[]> {
  const names: string[] = [];
  const fate = async ({ name }: Effect): Promise<Fate> => {
    names.push(name);
    return 'do';
  };
  const { results, failure } = await runDeployer(ownRequestOf(lab, image), { fate });
  if (results === undefined) throw new Error(`the deployment failed: ${failure?.message}`);
  return names;
}

/** Deploys with one fault at effect `n`, then the same again, as {@link tryFault} judges it. */
export async function tryAtEffect(
  lab: TestLab,
  kind: FaultKind,
  n: number,
  { old, fresh }: { readonly old: Version; readonly fresh: Version },
): Promise<Trial> {
  return await tryFault(lab, {
    old: old.version,
    fresh: fresh.version,
    next: fresh,
    fault: async () => await deployWithFault(lab, kind, n, fresh),
  });
}

async function deployWithFault(
  lab: TestLab,
  kind: FaultKind,
  n: number,
  { image }: Version,
): Promise<Outcome> {
  return await runDeployer(ownRequestOf(lab, image), {
    async fate(effect, { kill }) {
      if (effect.n !== n) return 'do';
      if (kind === 'fail' || kind === 'lose') return kind;
      if (kind === 'kill') await kill();
      // There is no link before the lock.
      else if (n > 1) await cutLinks(lab.engine.docker, lab.host);
      return 'do';
    },
  });
}
