import type { AppConfig } from '../config/schema.ts';
import type { Role } from '../config/roles.ts';
import { labels } from '../host/state.ts';
import { type Release, variablesOf } from '../release.ts';
import { second, serviceName } from './settings.ts';

/** What the containers of a service are made from, in the words of Docker's Engine API. Times there are nanoseconds. */
export interface TaskTemplate {
  readonly ContainerSpec: ContainerSpec;
  readonly Placement?: { readonly Constraints?: readonly string[] };
  readonly ForceUpdate?: number;
  readonly [more: string]: unknown;
}

interface ContainerSpec {
  readonly Image: string;
  readonly Labels: Readonly<Record<string, string>>;
  readonly Mounts?: readonly { readonly Type: string; readonly [more: string]: unknown }[];
  readonly [more: string]: unknown;
}

const mebibyte = 1024 * 1024;

/** What the containers of a release are made from. */
export interface Workload {
  readonly web: TaskTemplate;
  readonly roles: readonly RoleTemplate[];
}

/** Containers that get no traffic. */
export interface RoleTemplate {
  readonly name: string;
  /** Containers a host. */
  readonly replicas: number;
  /** The group of hosts that they run on; default: all. */
  readonly group?: string | undefined;
  readonly template: TaskTemplate;
}

/** Its data is on the node that it runs on. Pure. */
export function keepsData({ ContainerSpec: { Mounts = [] } }: Pick<TaskTemplate, 'ContainerSpec'>): boolean {
  return Mounts.some(({ Type }) => Type === 'volume');
}

/** A release as deploy.yml says. `image` is the id that every node has its image by. Pure. */
export function workloadOf(app: AppConfig, release: Release, image: string): Workload {
  return {
    web: taskTemplate(app, release, image),
    roles: Object.entries(app.roles).map(([name, role]) => ({
      name,
      replicas: role.replicas,
      group: role.group,
      template: roleTemplate(taskTemplate(withRole(app, role), inRole(release, role), image), name, role),
    })),
  };
}

function withRole(app: AppConfig, { memory = app.resources.memory }: Role): AppConfig {
  return { ...app, resources: { ...app.resources, memory } };
}

function inRole(release: Release, { env }: Role): Release {
  return { ...release, env: { ...release.env, ...env } };
}

function roleTemplate(template: TaskTemplate, name: string, { command }: Role): TaskTemplate {
  const container = template.ContainerSpec;
  return {
    ...template,
    ContainerSpec: {
      ...container,
      Labels: { ...container.Labels, [labels.worker]: name },
      Args: [...command],
      // That of the image asks the path of the one that serves.
      Healthcheck: { Test: ['NONE'] },
    },
  };
}

/** The containers of a release that serve, with the least they need. */
function taskTemplate(app: AppConfig, release: Release, image: string): TaskTemplate {
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
      Mounts: [
        { Type: 'tmpfs', Target: '/tmp', TmpfsOptions: { SizeBytes: 16 * mebibyte, Mode: 0o1777 } },
        // Under the names that single hosts have them by.
        ...Object.entries(app.volumes).map(([volume, path]) => ({
          Type: 'volume',
          Source: `${app.app}-${volume}`,
          Target: path,
        })),
      ],
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
