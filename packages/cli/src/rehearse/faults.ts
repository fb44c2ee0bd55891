import type { Engine } from '@pipeline-lab/image';
import {
  cutLinks,
  fillDisk,
  freeDisk,
  killProxy,
  type LabHost,
  loseHost,
  reloadProxy,
  restartEngine,
  type UplinkOptions,
} from '@pipeline-lab/lab';
import { badUsage } from '../errors.ts';
import type { Deployer } from './deployer/run-deployer.ts';

/** Where a fault happens. */
export interface Scene {
  readonly docker: Engine['docker'];
  /** The lab hosts, as they are now. */
  readonly hosts: () => readonly LabHost[];
  /** Gives the last host its power back. */
  readonly restoreLast: () => Promise<void>;
}

/** A fault that a deployment can be rehearsed with, and how it ends then. Each is one of docs/reliability.md. */
export interface RehearsalFault {
  readonly name: string;
  /** One line. */
  readonly about: string;
  /** Before which effect it happens; absent: nothing happens at one moment. */
  readonly effect?: string | number;
  readonly act?: (scene: Scene, deployer: Deployer) => Promise<void>;
  /** Makes whole what it broke, once the deployment has ended. */
  readonly mend?: (scene: Scene) => Promise<void>;
  /** Lab hosts that it takes. Default: one. */
  readonly hosts?: number;
  /** The first lab host has a disk that can be filled. */
  readonly smallDisk?: true;
  /** The line to the hosts. Default: as fast as this machine. */
  readonly line?: UplinkOptions;
  /** The last host goes down: its visitors and its guard go with it. */
  readonly losesLast?: true;
  /** Which release serves then. */
  readonly serves: 'old' | 'new' | 'either';
}

/** The traffic has just been moved, and the release is not confirmed yet: a deployment has no more delicate moment. */
const afterSwitch = 'journal step switch';
/** The release is shipped, and does not run yet. */
const beforeStart = 'container.start';

const first = ({ hosts }: Scene): LabHost => {
  const [host] = hosts();
  if (host === undefined) throw new Error('a rehearsal has a host');
  return host;
};

const kill = async (_: Scene, deployer: Deployer): Promise<void> => await deployer.kill();

export const faults: readonly RehearsalFault[] = [
  { name: 'none', about: 'nothing goes wrong', serves: 'new' },
  {
    name: 'deployer-killed',
    about: 'the deployer is killed (SIGKILL) right after the switch',
    effect: afterSwitch,
    act: kill,
    serves: 'old',
  },
  {
    name: 'link-cut',
    about: 'the SSH connection to the first host is cut right after the switch',
    effect: afterSwitch,
    act: async (scene) => await cutLinks(scene.docker, first(scene)),
    serves: 'old',
  },
  {
    name: 'host-lost',
    about: 'the last host loses its power right after the switch; takes two hosts',
    effect: afterSwitch,
    hosts: 2,
    losesLast: true,
    async act({ docker, hosts }) {
      const last = hosts().at(-1);
      if (last !== undefined) await loseHost(docker, last);
    },
    mend: async ({ restoreLast }) => await restoreLast(),
    serves: 'old',
  },
  {
    name: 'docker-restarted',
    about: 'the Docker of the first host is restarted before the release starts, as an upgrade does',
    effect: beforeStart,
    act: async (scene) => await restartEngine(scene.docker, first(scene)),
    serves: 'new',
  },
  {
    name: 'proxy-killed',
    about: 'the HAProxy of the first host is killed before the release starts; what it serves is lost',
    effect: beforeStart,
    act: async (scene) => await killProxy(scene.docker, first(scene)),
    serves: 'new',
  },
  {
    name: 'proxy-reloaded',
    about: 'the HAProxy of the first host is reloaded before the release starts',
    effect: beforeStart,
    act: async (scene) => await reloadProxy(scene.docker, first(scene)),
    serves: 'new',
  },
  {
    name: 'disk-full',
    about: 'the disk of the first host is full when the release is about to start; held in memory',
    effect: 'container.create',
    smallDisk: true,
    act: async (scene) => await fillDisk(scene.docker, first(scene), 0),
    mend: async (scene) => await freeDisk(scene.docker, first(scene)),
    serves: 'old',
  },
  {
    name: 'slow-link',
    about: 'the line to the hosts has 20 Mbit/s and 40 ms, as a household’s',
    line: { bytesPerSecond: 20e6 / 8, latency: 20 },
    serves: 'new',
  },
];

const numbered = 'effect:N';
const aboutNumbered =
  'the deployer is killed (SIGKILL) before its change number N, as docs/reliability.md counts';

/** All that `--fault` may name, with a line each. */
export const faultLines: readonly (readonly [name: string, about: string])[] = [
  ...faults.map(({ name, about }) => [name, about] as const),
  [numbered, aboutNumbered],
];

/** The fault of a name. Errors: PLAB_USAGE. */
export function faultNamed(name: string): RehearsalFault {
  const found = faults.find((fault) => fault.name === name);
  const effect = Number(/^effect:([1-9]\d{0,3})$/.exec(name)?.[1] ?? 0);
  if (found !== undefined) return found;
  if (effect > 0)
    return { name, about: aboutNumbered.replace('N', String(effect)), effect, act: kill, serves: 'either' };
  throw badUsage(
    `--fault “${name}” is none that can be rehearsed`,
    `Choose one of ${faultLines.map(([each]) => each).join(', ')}; \`plab rehearse --fault list\` explains them.`,
  );
}
