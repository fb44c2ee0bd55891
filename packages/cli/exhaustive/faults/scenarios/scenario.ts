import type { AppConfig, DeployEvent, DeployRequest, Effect, Phase } from '@pipeline-lab/deploy';
import type { Manners } from '../../../test/faults/app.ts';
import { type Deployer, type Outcome, runDeployer } from '../../../test/faults/run-deployer.ts';
import { ownRequestOf, type TestLab } from '../../../test/lab.ts';

/** A fault, and how a deployment through it ends. */
export interface Scenario {
  /** What the table calls it. */
  readonly name: string;
  /** How the version behaves that is deployed. Default: as it should. */
  readonly manners?: Manners;
  /** What differs in deploy.yml. */
  readonly app?: Partial<AppConfig>;
  /** Bytes of random data in a layer of their own. */
  readonly ballast?: number;
  /** Deploys the image while the fault happens; resolves when what was broken is whole again. */
  readonly fault: (lab: TestLab, image: string, others: Others) => Promise<Outcome>;
  /** Which release serves then. */
  readonly serves: 'old' | 'new';
  /** Code of the error that the deployment ends with; absent when it succeeds. */
  readonly code?: string | RegExp;
  /** What the error says, so that it is this one and no other. */
  readonly says?: RegExp;
  /** A host goes down, and its guard with it. */
  readonly powerless?: boolean;
  /** How the journal says that it ended. */
  readonly journal?: string;
  /** What the visitors may lose: the fault kills what serves them, or the version itself fails. Default: nothing. */
  readonly mayLose?: number;
}

/** Versions that are as they should be, for a second deployer. */
export interface Others {
  /** The one that answers as the new version. */
  readonly rival: string;
}

type Act = (lab: TestLab, deployer: Deployer) => Promise<void>;

/** Deploys and does something before an effect of that name, once. */
export function beforeEffect(name: string, act: Act, mend: Act = nothing): Scenario['fault'] {
  return async (lab, image) => await during(lab, ownRequestOf(lab, image), { effect: name, act, mend });
}

/** Deploys and does something when a phase has begun, which goes on meanwhile. */
export function inPhase(phase: Phase, act: Act, mend: Act = nothing): Scenario['fault'] {
  return async (lab, image) => await during(lab, ownRequestOf(lab, image), { phase, act, mend });
}

export interface Moment {
  readonly effect?: string;
  readonly phase?: Phase;
  readonly act: Act;
  /** Makes whole what `act` broke, when the deployment has ended. */
  readonly mend?: Act;
}

/** Deploys; `act` comes once, at the effect or in the phase. Throws when that never came. */
export async function during(
  lab: TestLab,
  request: Omit<DeployRequest, 'engine'>,
  { effect: name, phase, act, mend = nothing }: Moment,
): Promise<Outcome> {
  let acting: Promise<void> | undefined;
  let acted: Deployer | undefined;
  const begin = async (deployer: Deployer): Promise<void> => {
    if (acting !== undefined) return;
    acted = deployer;
    acting = act(lab, deployer);
    await acting;
  };
  const outcome = await runDeployer(request, {
    async fate(effect: Effect, deployer) {
      if (effect.name === name) await begin(deployer);
      return 'do';
    },
    told(event: DeployEvent, deployer) {
      // Who awaits the deployment sees what becomes of it.
      if (event.type === 'phase' && event.phase === phase) begin(deployer).catch(() => undefined);
    },
  });
  if (acted === undefined) throw new Error(`there was no ${name ?? phase}: ${outcome.failure?.message}`);
  await acting;
  await mend(lab, acted);
  return outcome;
}

async function nothing(): Promise<void> {
  return undefined;
}
