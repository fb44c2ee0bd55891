import type { AppConfig } from '../config/schema.ts';
import { labels } from '../host/state.ts';
import type { Release } from '../release.ts';
import type { Placed } from './placement.ts';
import { publishedPort, second, serviceName } from './settings.ts';
import { keepsData, type TaskTemplate } from './task-template.ts';

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

interface EndpointSpec {
  readonly Mode: 'dnsrr';
  readonly Ports?: readonly Port[];
}

interface Port {
  readonly Protocol: 'tcp';
  readonly TargetPort: number;
  readonly PublishedPort: number;
  readonly PublishMode: 'host';
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

interface Wanted {
  readonly app: AppConfig;
  readonly release: Pick<Release, 'id' | 'label'>;
  readonly service: Placed;
  readonly by: string;
}

/** The service of a release. Pure. */
export function serviceSpec({ app, release, service, by }: Wanted, pace: Pace): ServiceSpec {
  const { role, template, replicas } = service;
  return paced(
    {
      Name: serviceName(app.app, role),
      Labels: {
        [labels.app]: app.app,
        [labels.release]: release.id,
        [labels.name]: release.label,
        ...(role === undefined ? {} : { [labels.worker]: role }),
        'plab.by': by,
      },
      TaskTemplate: template,
      Mode: { Replicated: { Replicas: replicas } },
      EndpointSpec: { Mode: 'dnsrr', Ports: role === undefined ? [portOf(app)] : [] },
    },
    app,
    pace,
  );
}

function portOf(app: AppConfig): Port {
  const PublishedPort = publishedPort(app);
  return { Protocol: 'tcp', TargetPort: app.port, PublishedPort, PublishMode: 'host' };
}

/** How often its containers were made anew without another reason. Pure. */
export function forcedOf({ TaskTemplate }: Pick<ServiceSpec, 'TaskTemplate'>): number {
  return TaskTemplate.ForceUpdate ?? 0;
}

/** It has a port of its nodes, so that each of them has one container of it at most. Pure. */
export function publishes({ EndpointSpec }: Pick<ServiceSpec, 'EndpointSpec'>): boolean {
  return (EndpointSpec.Ports ?? []).length > 0;
}

/**
 * A service with the pace of its next update: what serves one after the other, start-first where a node is free; what
 * gets no traffic needs no node of its own, and starts all at once. Pure.
 */
export function paced(
  spec: Omit<ServiceSpec, 'UpdateConfig' | 'RollbackConfig'>,
  { rollout, watch }: Pick<AppConfig, 'rollout' | 'watch'>,
  { free, failureAction }: Pace,
): ServiceSpec {
  const serves = publishes(spec);
  // The next container needs the port of the node that has the data.
  const startsFirst = !serves || (free > 0 && !keepsData(spec.TaskTemplate));
  const common = {
    Parallelism: serves ? (startsFirst ? Math.min(rollout.batch ?? 1, free) : 1) : 0,
    // Stopped first, the one before has to be back in the proxies' rotation.
    Delay: startsFirst ? 0 : 4 * second,
    MaxFailureRatio: 0,
    Order: startsFirst ? ('start-first' as const) : ('stop-first' as const),
  };
  return {
    ...spec,
    UpdateConfig: { ...common, Monitor: Math.max(watch, 1) * second, FailureAction: failureAction },
    RollbackConfig: { ...common, Monitor: second, FailureAction: 'pause' },
  };
}
