import type { Service, Task } from './service.ts';

/** What a service has come to on its way to a release. */
export type Verdict =
  | { readonly kind: 'going' }
  | { readonly kind: 'stands' }
  /** Swarm has gone back, or stopped on one of the ways. */
  | { readonly kind: 'failed'; readonly why: string };

interface Seen {
  readonly service: Service | undefined;
  readonly tasks: readonly Task[];
  readonly release: string;
  /** As {@link Task.forced}, of the containers that are to run. */
  readonly forced: number;
  readonly replicas: number;
  /** Swarm does not watch this container of the release: nobody would go back when it ends. */
  readonly unwatched: (task: Task) => boolean;
  /** Nodes that are not heard of: what ran there is told as running for a day. */
  readonly silent: ReadonlySet<string>;
}

const going: Verdict = { kind: 'going' };

/** Swarm's own verdict on an update, and ours on what it does not watch: a container that ends there has failed. Pure. */
export function verdict({ service, tasks, release, forced, replicas, unwatched, silent }: Seen): Verdict {
  if (service === undefined) return failed('the service is gone');
  const { state = 'none', message = '' } = service.update ?? {};
  switch (state) {
    case 'rollback_completed':
    case 'paused':
    case 'rollback_paused':
      return failed(message);
    case 'updating':
    case 'rollback_started':
      return going;
  }
  const own = ownTasks(tasks, release, forced);
  const ended = endedOf(own.filter(unwatched));
  if (ended !== undefined) return failed(ended.error ?? 'its container ended');
  const wanted = tasks.filter((task) => task.wanted);
  const running = wanted.filter((task) => own.includes(task) && runs(task, silent));
  const leaving = tasks.some((task) => !task.wanted && runs(task, silent));
  return running.length >= replicas && running.length === wanted.length && !leaving
    ? { kind: 'stands' }
    : going;
}

/** The containers of a release, made as often anew as the service's are to be. Pure. */
export function ownTasks(tasks: readonly Task[], release: string, forced: number): Task[] {
  return tasks.filter((task) => task.release === release && task.forced === forced);
}

/** Pure. */
export function runs({ state, node }: Task, silent: ReadonlySet<string>): boolean {
  return state === 'running' && !silent.has(node);
}

/** A container that ended by itself, or could not be started. Pure. */
export function endedOf(tasks: readonly Task[]): Task | undefined {
  return tasks.find(({ state }) => ['failed', 'rejected', 'complete'].includes(state));
}

function failed(why: string): Verdict {
  return { kind: 'failed', why };
}

/** What keeps a service from getting on, as Swarm says; empty when nothing does. Pure. */
export function obstacles(tasks: readonly Task[], release: string): string {
  const said = tasks.flatMap(({ release: of, error }) => (of === release && error ? [error] : []));
  return [...new Set(said)].join('; ');
}
