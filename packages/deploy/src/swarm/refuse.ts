import type { ShippableImage } from '@pipeline-lab/image';
import type { AppConfig } from '../config/schema.ts';
import { fail } from '../errors.ts';
import { replicasOf, serviceName } from './settings.ts';
import { keepsData, type TaskTemplate } from './task-template.ts';

/** What a destination asks for, as far as it decides whether a swarm can do it. */
interface Asked {
  readonly app: AppConfig;
  readonly hosts: number;
  /** What is to be shipped; absent in a roll-back. */
  readonly image?: Pick<ShippableImage, 'configBytes'> | undefined;
  /** What serves of the release, where that is known already. */
  readonly web?: Pick<TaskTemplate, 'ContainerSpec'>;
}

/** Throws PLAB_SWARM_CANNOT with all that Swarm cannot do of what is asked, each with the reason and what to do instead. */
export function refuse(asked: Asked): void {
  const reasons = refusals(asked);
  if (reasons.length === 0) return;
  throw fail('PLAB_SWARM_CANNOT', asked.app.app, reasons.map((reason) => `  ${reason}`).join('\n'));
}

/** Characters of the name of a service (Docker Engine API). */
const longestName = 63;

/** Pure. */
export function refusals({ app, hosts, image, web }: Asked): string[] {
  const { canary, warm, roles } = app;
  const hasData = Object.keys(app.volumes).length > 0 || (web !== undefined && keepsData(web));
  const replicas = replicasOf(app, hosts);
  const rules: readonly (readonly [boolean, string])[] = [
    [
      canary.steps.length > 0,
      'canary: there is one service, and nobody who would take a share of the traffic back when the deployer dies. Leave `canary` and `--canary` out: an update goes one container at a time, and is taken back when one fails.',
    ],
    [
      warm,
      'warm: it stops a container once the next one stands. Leave `warm` out: a roll-back starts the kept release again.',
    ],
    [
      hasData && app.swarm?.replicas === undefined,
      'volumes: each node has its own, and requests go to all containers. Write how many of the hosts, from the first on, have a container with its data: `swarm: { replicas: 1 }` where all requests have to see the same.',
    ],
    ...Object.keys(roles).map((role) => {
      const name = serviceName(app.app, role);
      return [
        name.length > longestName,
        `roles.${role}: ${name} is longer than the ${longestName} characters that Swarm allows the name of a service. Shorten it.`,
      ] as const;
    }),
    [
      app.replicas > 1,
      'replicas: a node of a swarm has one container of a service at most. Write `swarm: { replicas: N }`, over all nodes.',
    ],
    [
      hosts < 2,
      hasData
        ? 'hosts: of one host a swarm moves nothing anywhere. List at least two, or leave `engine: swarm` out.'
        : 'hosts: a new container starts before the old one stops, on another node. List at least two hosts.',
    ],
    [
      hosts >= 2 && !hasData && replicas >= hosts,
      `swarm.replicas: ${replicas} on ${hosts} hosts leave no node free for the next container. Write at most ${hosts - 1}.`,
    ],
    [
      hasData && replicas > hosts,
      `swarm.replicas: ${replicas} containers with volumes on ${hosts} hosts. Write at most ${hosts}.`,
    ],
    [
      image !== undefined && !hasHealthCheck(image),
      'the image has no HEALTHCHECK, and Swarm asks nothing else. Add one to its Dockerfile that asks `health.path`.',
    ],
  ];
  return rules.flatMap(([broken, reason]) => (broken ? [reason] : []));
}

/** OCI image configuration, with Docker's `Healthcheck`. */
function hasHealthCheck({ configBytes }: Pick<ShippableImage, 'configBytes'>): boolean {
  const { config } = JSON.parse(configBytes.toString()) as {
    config?: { Healthcheck?: { Test?: readonly string[] } };
  };
  const [kind = 'NONE'] = config?.Healthcheck?.Test ?? [];
  return kind !== 'NONE';
}
