import { createHash } from 'node:crypto';
import type { AppConfig } from '../config/schema.ts';
import { labels } from '../host/state.ts';
import type { Release } from '../release.ts';

/** A service of Docker's Engine API, as far as a deployment says what it is. Times there are nanoseconds. */
export interface ServiceSpec {
  readonly Name: string;
  readonly Labels: Readonly<Record<string, string>>;
  readonly TaskTemplate: TaskTemplate;
  readonly Mode: { readonly Replicated: { readonly Replicas: number } };
  readonly UpdateConfig: UpdateConfig;
  readonly RollbackConfig: UpdateConfig;
  readonly EndpointSpec: EndpointSpec;
}

export type TaskTemplate = Readonly<Record<string, unknown>>;

interface EndpointSpec {
  readonly Mode: 'dnsrr';
  readonly Ports: readonly {
    readonly Protocol: 'tcp';
    readonly TargetPort: number;
    readonly PublishedPort: number;
    readonly PublishMode: 'host';
  }[];
}

interface UpdateConfig {
  readonly Parallelism: number;
  /** Between two containers. */
  readonly Delay: number;
  readonly Monitor: number;
  readonly FailureAction: 'rollback' | 'pause';
  readonly MaxFailureRatio: number;
  readonly Order: 'start-first' | 'stop-first';
}

/** How a service goes from one release to the next. */
export interface Pace {
  /** Nodes without a container of the service. */
  readonly free: number;
  /** What Swarm does by itself when a container fails. */
  readonly failureAction: UpdateConfig['FailureAction'];
}

const second = 1e9;
const mebibyte = 1024 * 1024;

/** Names of what a swarm has of an application. */
export function serviceName(app: string): string {
  return `plab-${app}`;
}

/** The port of the nodes that leads to a container: the one of deploy.yml, or one of 10 000, chosen by the name. */
export function publishedPort({ app, swarm }: Pick<AppConfig, 'app' | 'swarm'>): number {
  return swarm?.port ?? 20_000 + (createHash('sha256').update(app).digest().readUInt32BE(0) % 10_000);
}

/** Containers over all nodes. */
export function replicasOf({ swarm }: Pick<AppConfig, 'swarm'>, hosts: number): number {
  return swarm?.replicas ?? hosts - 1;
}

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
      Env: Object.entries(release.env).map(([name, value]) => `${name}=${value}`),
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

interface Wanted {
  readonly app: AppConfig;
  readonly release: Pick<Release, 'id' | 'label'>;
  readonly template: TaskTemplate;
  readonly replicas: number;
  readonly by: string;
}

/** The service of a release. Pure. */
export function serviceSpec({ app, release, template, replicas, by }: Wanted, pace: Pace): ServiceSpec {
  return paced(
    {
      Name: serviceName(app.app),
      Labels: {
        [labels.app]: app.app,
        [labels.release]: release.id,
        [labels.name]: release.label,
        'plab.by': by,
      },
      TaskTemplate: template,
      Mode: { Replicated: { Replicas: replicas } },
      EndpointSpec: {
        Mode: 'dnsrr',
        Ports: [
          {
            Protocol: 'tcp',
            TargetPort: app.port,
            PublishedPort: publishedPort(app),
            PublishMode: 'host',
          },
        ],
      },
    },
    app,
    pace,
  );
}

/** A service with the pace of its next update: start-first where a node is free, one after the other. Pure. */
export function paced(
  spec: Omit<ServiceSpec, 'UpdateConfig' | 'RollbackConfig'>,
  { rollout, watch }: Pick<AppConfig, 'rollout' | 'watch'>,
  { free, failureAction }: Pace,
): ServiceSpec {
  const common = {
    Parallelism: Math.max(1, Math.min(rollout.batch ?? 1, free)),
    // Stopped first, the one before has to be back in the proxies' rotation.
    Delay: free > 0 ? 0 : 4 * second,
    MaxFailureRatio: 0,
    Order: free > 0 ? ('start-first' as const) : ('stop-first' as const),
  };
  return {
    ...spec,
    UpdateConfig: { ...common, Monitor: Math.max(watch, 1) * second, FailureAction: failureAction },
    RollbackConfig: { ...common, Monitor: second, FailureAction: 'pause' },
  };
}
