import type { AppConfig, DeployRequest, Phase } from '@pipeline-lab/deploy';
import { during as disturbed, type Disturbance } from '../../../src/rehearse/deployer/during.ts';
import type { Outcome } from '../../../src/rehearse/deployer/messages.ts';
import type { Deployer } from '../../../src/rehearse/deployer/run-deployer.ts';
import type { Manners } from '../../../test/faults/app.ts';
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

export interface Moment extends Pick<Disturbance, 'effect' | 'phase'> {
  readonly act: Act;
  readonly mend?: Act;
}

/** Deploys; `act` comes once, at the effect or in the phase. Throws when that never came. */
export async function during(
  lab: TestLab,
  request: Omit<DeployRequest, 'engine'>,
  { act, mend = nothing, ...moment }: Moment,
): Promise<Outcome> {
  const { never, ...outcome } = await disturbed(request, {
    ...moment,
    act: async (deployer) => await act(lab, deployer),
    mend: async (deployer) => await mend(lab, deployer),
  });
  if (never === true)
    throw new Error(`there was no ${moment.effect ?? moment.phase}: ${outcome.failure?.message}`);
  return outcome;
}

async function nothing(): Promise<void> {
  return undefined;
}
