import type { Node } from './cluster.ts';
import type { Task } from './service.ts';

/** A node that is there and takes containers, for tests. */
export function sampleNode(id: string, more: Partial<Node> = {}): Node {
  return { id, name: id, active: true, ready: true, down: false, gone: false, ...more };
}

/** A container of the release `new` that runs and is to, for tests. */
export function sampleTask(more: Partial<Task> = {}): Task {
  return {
    id: 't',
    node: 'n1',
    release: 'new',
    role: undefined,
    forced: 0,
    slot: 1,
    state: 'running',
    wanted: true,
    error: undefined,
    container: undefined,
    ...more,
  };
}
