import type { DeployEvent, DeployRequest, Effect, Phase } from '@pipeline-lab/deploy';
import type { Outcome } from './messages.ts';
import { type Deployer, runDeployer, type Watching } from './run-deployer.ts';

/** When something happens to a deployment, once: before an effect, or as soon as a phase has begun. */
export interface Moment {
  /** Its name, the first one of that; or its number. */
  readonly effect?: string | number;
  readonly phase?: Phase;
}

export interface Disturbance extends Moment {
  readonly act: (deployer: Deployer) => Promise<void>;
  /** Makes whole what `act` broke, when the deployment has ended. */
  readonly mend?: (deployer: Deployer) => Promise<void>;
}

/** How a deployment ended; `never` when the moment did not come. */
export type Disturbed = Outcome & { readonly never?: true };

/** Deploys in a process of its own, and does something to it at a moment. Its other watchers see everything, too. */
export async function during(
  request: Omit<DeployRequest, 'engine'>,
  { act, mend = nothing, ...moment }: Disturbance,
  { told = () => undefined, ...watching }: Omit<Watching, 'fate'> = {},
): Promise<Disturbed> {
  let acting: Promise<void> | undefined;
  let acted: Deployer | undefined;
  const begin = async (deployer: Deployer): Promise<void> => {
    if (acting !== undefined) return;
    acted = deployer;
    acting = act(deployer);
    await acting;
  };
  const outcome = await runDeployer(request, {
    ...watching,
    async fate(effect: Effect, deployer) {
      if (effect.name === moment.effect || effect.n === moment.effect) await begin(deployer);
      return 'do';
    },
    told(event: DeployEvent, deployer) {
      told(event, deployer);
      // Who awaits the deployment sees what becomes of it.
      if (event.type === 'phase' && event.phase === moment.phase) begin(deployer).catch(() => undefined);
    },
  });
  if (acted === undefined) return { ...outcome, never: true };
  await acting;
  await mend(acted);
  return outcome;
}

async function nothing(): Promise<void> {
  return undefined;
}
