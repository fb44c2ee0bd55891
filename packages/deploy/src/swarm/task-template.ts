import type { AppConfig } from '../config/schema.ts';
import { labels } from '../host/state.ts';
import { type Release, variablesOf } from '../release.ts';
import { second, serviceName } from './spec.ts';

/** What the containers of a service are made from, in the words of Docker's Engine API. Times there are nanoseconds. */
export type TaskTemplate = Readonly<Record<string, unknown>>;

const mebibyte = 1024 * 1024;

/** The containers of a release, with the least they need. `image` is the id that every node has it by. Pure. */
export function taskTemplate(app: AppConfig, release: Release, image: string): TaskTemplate {
  const { resources, drain } = app;
  return {
    ContainerSpec: {
      // An id is looked up on the node alone; a name would be asked for at a registry first.
      Image: image,
      Labels: {
        [labels.app]: app.app,
        [labels.release]: release.id,
        [labels.name]: release.label,
        [labels.secrets]: release.secrets.join(','),
      },
      Env: variablesOf(release),
      ReadOnly: true,
      CapabilityDrop: ['ALL'],
      Privileges: { NoNewPrivileges: true },
      Mounts: [{ Type: 'tmpfs', Target: '/tmp', TmpfsOptions: { SizeBytes: 16 * mebibyte, Mode: 0o1777 } }],
      StopGracePeriod: Math.round(drain * second),
      Healthcheck: healthCheck(app),
    },
    Resources: {
      Limits: {
        MemoryBytes: resources.memory * mebibyte,
        Pids: resources.pids,
        ...(resources.cpus === undefined ? {} : { NanoCPUs: Math.round(resources.cpus * 1e9) }),
      },
    },
    RestartPolicy: { Condition: 'any', Delay: second },
    LogDriver: { Name: 'json-file', Options: { 'max-size': '10m', 'max-file': '3' } },
    Networks: [{ Target: serviceName(app.app) }],
  };
}

/** The image that containers are made from. Pure. */
export function imageOf({ ContainerSpec: container }: TaskTemplate): string {
  const isTold = typeof container === 'object' && container !== null && 'Image' in container;
  return isTold ? String(container.Image) : '';
}

const interval = 2;
const retries = 3;

/** The command is the image's own. A container that is not healthy within `health.timeout` has failed. */
function healthCheck({ health }: Pick<AppConfig, 'health'>): Readonly<Record<string, number>> {
  return {
    Interval: interval * second,
    Timeout: 5 * second,
    Retries: retries,
    StartPeriod: Math.round(Math.max(health.timeout - interval * retries, 1) * second),
  };
}
