import { command } from '../proxy/command.ts';
import type { Connection } from '../ssh/connection.ts';
import type { Cluster, Member } from './cluster.ts';
import { checksIn, serverOf } from './nodes.ts';
import type { Task } from './service.ts';

/**
 * Takes the nodes whose container is about to stop out of every proxy: Swarm waits 2 s between its decision and SIGTERM,
 * and announces it to nobody. The proxy's own checks take a node back within 2.4 s: nothing is left behind by a deployer
 * that dies. A proxy that knows no other node keeps the one that leaves. What a `lost` node ran tells nothing.
 */
export async function drainLeaving(
  cluster: Cluster,
  tasks: readonly Task[],
  lost: ReadonlySet<string>,
): Promise<void> {
  const heard = tasks.filter(({ node }) => !lost.has(node));
  const leaving = new Set(
    leavingNodes(cluster, heard).map(({ connection }) => serverOf(connection.host.name)),
  );
  if (leaving.size === 0) return;
  const reachable = cluster.members.filter(({ connection }) => !connection.lost.aborted);
  // A proxy that does not answer now is no reason to end an update.
  await Promise.allSettled(reachable.map(async ({ connection }) => await drain(connection, leaving)));
}

/** Pure. */
export function leavingNodes({ members }: Pick<Cluster, 'members'>, tasks: readonly Task[]): Member[] {
  return members.filter(({ node }) => {
    const running = tasks.filter((task) => task.node === node && task.state === 'running');
    return running.length > 0 && running.every(({ wanted }) => !wanted);
  });
}

async function drain(connection: Connection, leaving: ReadonlySet<string>): Promise<void> {
  const seen = checksIn(await command(connection, 'show stat -1 4 -1'), connection.app);
  const up = seen.filter(({ status, check }) => status.startsWith('UP') && check.startsWith('L7OK'));
  if (!up.some(({ server }) => !leaving.has(server))) return;
  // Those that are out already, too: on a busy host SIGTERM comes later than the proxy's checks take a node back.
  const out = seen.filter(({ server }) => leaving.has(server));
  if (out.length === 0) return;
  await command(connection, ...out.map(({ server }) => `set server ${connection.app}/${server} health down`));
}
