import { statusOf } from '@pipeline-lab/image';
import type Docker from 'dockerode';
import { z } from 'zod';
import { labels } from '../host/state.ts';
import { ignore } from '../rollout/container.ts';
import { asManager, type Cluster } from './cluster.ts';
import { type ServiceSpec, serviceName } from './spec.ts';

/** The service of an application as a manager tells it. */
export interface Service {
  readonly spec: ServiceSpec;
  readonly update: { readonly state: string; readonly message: string } | undefined;
}

/** One container that Swarm means to run, or did. */
export interface Task {
  readonly id: string;
  readonly node: string;
  readonly release: string;
  /** Such as `starting`, `running`, `failed`, `rejected`. */
  readonly state: string;
  /** It is to run. */
  readonly wanted: boolean;
  readonly error: string | undefined;
  readonly container: string | undefined;
}

const service = z.object({
  // Sent back as it is, apart from what a deployment changes.
  Spec: z.custom<ServiceSpec>((value) => value !== null && typeof value === 'object'),
  UpdateStatus: z.object({ State: z.string().optional(), Message: z.string().optional() }).nullish(),
});
const tasks = z.array(
  z.object({
    ID: z.string(),
    NodeID: z.string().optional(),
    Spec: z.object({
      ContainerSpec: z.object({ Labels: z.record(z.string(), z.string()).nullish() }).optional(),
    }),
    Status: z.object({
      State: z.string(),
      Err: z.string().optional(),
      ContainerStatus: z
        .object({ ContainerID: z.string().optional(), ExitCode: z.number().optional() })
        .nullish(),
    }),
    DesiredState: z.string(),
  }),
);

/** Undefined when the swarm has none. */
export async function findService(cluster: Cluster): Promise<Service | undefined> {
  const answer = await asManager(cluster, async ({ docker }) => {
    const found: unknown = await docker
      .getService(serviceName(cluster.app))
      .inspect()
      .catch((error: unknown) => {
        if (statusOf(error) !== 404) throw error;
      });
    return found;
  });
  if (answer === undefined) return undefined;
  const { Spec, UpdateStatus } = service.parse(answer);
  const { State, Message = '' } = UpdateStatus ?? {};
  return { spec: Spec, update: State === undefined ? undefined : { state: State, message: Message } };
}

export async function tasksOf(cluster: Cluster): Promise<Task[]> {
  const filters = { service: [serviceName(cluster.app)] };
  const answer = await asManager(cluster, async ({ docker }): Promise<unknown> => {
    return await docker.listTasks({ filters: JSON.stringify(filters) }).catch(ignore(404));
  });
  return tasks.parse(answer ?? []).map(({ ID, NodeID = '', Spec, Status, DesiredState }) => ({
    id: ID,
    node: NodeID,
    release: Spec.ContainerSpec?.Labels?.[labels.release] ?? '',
    state: Status.State,
    wanted: ['running', 'ready'].includes(DesiredState),
    error: Status.Err,
    container: Status.ContainerStatus?.ContainerID || undefined,
  }));
}

/** Makes the service, or has it changed to what is wanted; what it did before is ended. */
export async function putService(cluster: Cluster, spec: ServiceSpec): Promise<void> {
  await asManager(cluster, async ({ docker }) => {
    const handle = docker.getService(spec.Name);
    const present = (await handle.inspect().catch(ignore(404))) as
      | { readonly Version: { readonly Index: number } }
      | undefined;
    if (present === undefined) await docker.createService(spec as unknown as Docker.CreateServiceOptions);
    // As a body: the client would write all of it into the address, secrets included.
    else await handle.update({ _query: { version: present.Version.Index }, _body: spec });
  });
}

export async function removeService(cluster: Cluster): Promise<void> {
  await asManager(cluster, async ({ docker }) => {
    await docker.getService(serviceName(cluster.app)).remove().catch(ignore(404));
  });
}

/** The network that the containers of the application have for themselves, over all nodes. */
export async function ensureNetwork(cluster: Cluster): Promise<void> {
  const Name = serviceName(cluster.app);
  await asManager(cluster, async ({ docker }) => {
    const found = await docker.listNetworks({ filters: { name: [Name] } });
    if (found.some((network) => network.Name === Name)) return;
    await docker
      .createNetwork({ Name, Driver: 'overlay', CheckDuplicate: true, Labels: { [labels.app]: cluster.app } })
      .catch(ignore(409));
  });
}
