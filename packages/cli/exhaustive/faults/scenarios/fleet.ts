import type { LabHost } from '@pipeline-lab/lab';
import type { Outcome } from '../../../src/rehearse/deployer/messages.ts';
import { runDeployer } from '../../../src/rehearse/deployer/run-deployer.ts';
import { ownRequestOf, type TestLab } from '../../../test/lab.ts';
import { during, type Moment, type Scenario } from './scenario.ts';

/** Three hosts, of which one is lost and comes back. */
export interface Fleet {
  readonly lab: TestLab;
  readonly hosts: readonly LabHost[];
  /** Takes the power from the last one. */
  readonly lose: () => Promise<void>;
  /** Gives it back, and waits until the host is up. */
  readonly restore: () => Promise<void>;
}

export interface FleetScenario extends Omit<Scenario, 'fault'> {
  readonly fault: (fleet: Fleet, image: string) => Promise<Outcome>;
}

/** Deploys to all of them; the last one is lost at a moment, and back when the deployment has ended. */
function lostAt(moment: Omit<Moment, 'act'>, allowMissing = false): FleetScenario['fault'] {
  return async ({ lab, hosts, lose, restore }, image) => {
    const request = { ...ownRequestOf(lab, image), hosts: hosts.map(({ host }) => host), allowMissing };
    return await during(lab, request, { ...moment, act: lose, mend: restore });
  };
}

const lostBefore: FleetScenario['fault'] = async ({ lab, hosts, lose, restore }, image) => {
  await lose();
  try {
    return await runDeployer({ ...ownRequestOf(lab, image), hosts: hosts.map(({ host }) => host) });
  } finally {
    await restore();
  }
};

const patient = { watch: 20 };

/** One of three hosts is gone. */
export const fleet: readonly FleetScenario[] = [
  {
    name: 'One of three hosts gone before the deployment',
    fault: lostBefore,
    serves: 'old',
    code: 'PLAB_SSH_REFUSED',
  },
  {
    name: 'One of three hosts gone while shipping',
    fault: lostAt({ effect: 'keep pulling' }),
    serves: 'old',
    code: 'PLAB_SSH_REFUSED',
  },
  {
    name: 'One of three hosts gone at the switch',
    fault: lostAt({ effect: 'proxy set server' }),
    serves: 'old',
    code: /PLAB_/,
  },
  {
    name: 'One of three hosts gone in the watch',
    app: patient,
    fault: lostAt({ phase: 'watch' }),
    serves: 'old',
    code: 'PLAB_WENT_BACK',
  },
  {
    name: 'One of three hosts gone in the watch, with --allow-missing',
    app: { watch: 8 },
    fault: lostAt({ phase: 'watch' }, true),
    serves: 'new',
  },
  {
    name: 'One of three hosts gone before it has written its end',
    fault: lostAt({ effect: 'journal deployment.finished' }),
    serves: 'new',
    code: 'PLAB_CLEAN_UP',
    says: /put away on three: cannot reach three/,
  },
  {
    name: 'One of three hosts gone while clearing up',
    fault: lostAt({ effect: 'container.stop' }),
    serves: 'new',
    code: 'PLAB_CLEAN_UP',
    says: /put away on three: cannot reach three/,
  },
];
