import { statusOf } from '@pipeline-lab/image';
import type Docker from 'dockerode';
import { z } from 'zod';
import { labels } from '../host/state.ts';
import { ignore } from '../rollout/container.ts';
import { asManager, type Cluster } from './cluster.ts';
import { serviceName } from './settings.ts';
import type { ServiceSpec } from './spec.ts';

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
  /** Absent for one that serves. */
  readonly role: string | undefined;
  /** How often the service's containers had been made anew when it was made, as {@link forcedOf}. */
  readonly forced: number;
  /** Its number among those of its service, from 1. */
  readonly slot: number;
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
    Slot: z.int().default(1),
    Spec: z.object({
      ContainerSpec: z.object({ Labels: z.record(z.string(), z.string()).nullish() }).optional(),
      ForceUpdate: z.int().default(0),
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
export async function findService(
  cluster: Cluster,
  name: string = serviceName(cluster.app),
): Promise<Service | undefined> {
  const answer = await asManager(cluster, async ({ docker }) => {
    const found: unknown = await docker
      .getService(name)
      .inspect()
      .catch((error: unknown) => {
        if (statusOf(error) !== 404) throw error;
      });
    return found;
  });
  return answer === undefined ? undefined : serviceIn(service.parse(answer));
}

/** The services of roles, by role. */
export async function roleServices(cluster: Cluster): Promise<Map<string, Service>> {
  const filters = { label: [`${labels.app}=${cluster.app}`, labels.worker] };
  const answer = await asManager(cluster, async ({ docker }): Promise<unknown> => {
    return await docker.listServices({ filters: JSON.stringify(filters) });
  });
  const found = z.array(service).parse(answer).map(serviceIn);
  return new Map(found.map((each) => [each.spec.Labels[labels.worker] ?? '', each]));
}

function serviceIn({ Spec, UpdateStatus }: z.infer<typeof service>): Service {
  const { State, Message = '' } = UpdateStatus ?? {};
  return { spec: Spec, update: State === undefined ? undefined : { state: State, message: Message } };
}

export async function tasksOf(cluster: Cluster, name: string = serviceName(cluster.app)): Promise<Task[]> {
  const filters = { service: [name] };
  const answer = await asManager(cluster, async ({ docker }): Promise<unknown> => {
    return await docker.listTasks({ filters: JSON.stringify(filters) }).catch(ignore(404));
  });
  return tasks.parse(answer ?? []).map(({ ID, NodeID = '', Slot, Spec, Status, DesiredState }) => ({
    id: ID,
    node: NodeID,
    release: Spec.ContainerSpec?.Labels?.[labels.release] ?? '',
    role: Spec.ContainerSpec?.Labels?.[labels.worker],
    forced: Spec.ForceUpdate,
    slot: Slot,
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

export async function removeService(cluster: Cluster, name: string): Promise<void> {
  await asManager(cluster, async ({ docker }) => {
    await docker.getService(name).remove().catch(ignore(404));
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
