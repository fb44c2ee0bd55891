import { z } from 'zod';
import { labels } from '../host/state.ts';
import type { Release } from '../release.ts';
import { ignore } from '../rollout/container.ts';
import { asManager, type Cluster } from './cluster.ts';
import { serviceName } from './settings.ts';
import type { TaskTemplate, Workload } from './task-template.ts';

/** A release that the swarm keeps for a roll-back: what its containers are made from, as a configuration object. */
export interface SwarmRelease {
  readonly id: string;
  readonly label: string;
  readonly image: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly workload: Workload;
}

const image = 'plab.image';
const configs = z.array(
  z.object({
    ID: z.string(),
    CreatedAt: z.string(),
    Spec: z.object({
      Name: z.string(),
      Labels: z.record(z.string(), z.string()).default({}),
      Data: z.string(),
    }),
  }),
);
// Written by us, and by nobody else: whoever may write it is root on every node.
const kept = z.custom<Workload | TaskTemplate>((value) => value !== null && typeof value === 'object');

/** The kept releases, newest first. */
export async function keptReleases(cluster: Cluster): Promise<SwarmRelease[]> {
  return (await configsOf(cluster))
    .map(({ CreatedAt, Spec: { Labels, Data } }) => ({
      id: Labels[labels.release] ?? '',
      label: Labels[labels.name] ?? '',
      image: Labels[image] ?? '',
      created: Math.floor(Date.parse(CreatedAt) / 1000),
      workload: workloadIn(kept.parse(JSON.parse(Buffer.from(Data, 'base64').toString()))),
    }))
    .toSorted((a, b) => b.created - a.created);
}

/** Before there were roles, what serves was all that was written down. */
function workloadIn(written: Workload | TaskTemplate): Workload {
  return 'ContainerSpec' in written ? { web: written, roles: [] } : written;
}

/** Writes a release down; one of that id stays as it is. */
export async function keepRelease(cluster: Cluster, release: Release, made: Workload): Promise<void> {
  const config = {
    Name: nameOf(cluster, release.id),
    Labels: {
      [labels.app]: cluster.app,
      [labels.release]: release.id,
      [labels.name]: release.label,
      [image]: release.image,
    },
    Data: Buffer.from(JSON.stringify(made)).toString('base64'),
  };
  await asManager(cluster, async ({ docker }) => {
    // As a body: the client would write all of it into the address, secrets included.
    await docker.createConfig({ _query: {}, _body: config }).catch(ignore(409));
  });
}

export async function forgetRelease(cluster: Cluster, id: string): Promise<void> {
  const name = nameOf(cluster, id);
  const found = (await configsOf(cluster)).find(({ Spec }) => Spec.Name === name);
  if (found === undefined) return;
  await asManager(cluster, async ({ docker }) => {
    await docker.getConfig(found.ID).remove().catch(ignore(404));
  });
}

async function configsOf(cluster: Cluster): Promise<z.infer<typeof configs>> {
  const filters = { label: [`${labels.app}=${cluster.app}`] };
  return configs.parse(
    await asManager(cluster, async ({ docker }): Promise<unknown> => {
      return await docker.listConfigs({ filters: JSON.stringify(filters) });
    }),
  );
}

function nameOf({ app }: Cluster, release: string): string {
  return `${serviceName(app)}-${release}`;
}
