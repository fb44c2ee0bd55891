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
  readonly replicas: number;
  /** The swarm had no such service before: nothing is there that Swarm could go back to. */
  readonly first: boolean;
  /** Nodes that are gone: what ran there is told as running for a day. */
  readonly down: ReadonlySet<string>;
}

const going: Verdict = { kind: 'going' };

/** Swarm's own verdict on an update, and ours on a first release: a container that ends there has failed. Pure. */
export function verdict({ service, tasks, release, replicas, first, down }: Seen): Verdict {
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
  const own = tasks.filter((task) => task.release === release);
  const ended = endedOf(own);
  if (first && ended !== undefined) return failed(ended.error ?? 'its container ended');
  const running = own.filter((task) => task.wanted && task.state === 'running' && !down.has(task.node));
  const leaving = tasks.some((task) => !task.wanted && task.state === 'running' && !down.has(task.node));
  return running.length >= replicas && !leaving ? { kind: 'stands' } : going;
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
