import type { Registry } from '@pipeline-lab/image';
import { type Connection, stateFolder } from '../ssh/connection.ts';

/** What pulls need of a host, and of the registry that they are from. */
export type HostShell = Pick<Connection, 'app' | 'ask' | 'run' | 'lost'>;
export type PulledRegistry = Pick<Registry, 'repository' | 'digest' | 'documents' | 'adopt' | 'reference'>;

/** A pull that a host was left with by a deployment that was cut. */
export interface LeftPull {
  readonly pid: string;
  /** In clock ticks since the host's start: nobody else has had this pid then. */
  readonly began: string;
  /** Where on the host's loopback the engine asks. */
  readonly port: number;
  readonly repository: string;
  readonly digest: string;
}

/** Where a pull of the application is told of on its hosts. */
export function pullNote({ app }: Pick<HostShell, 'app'>): string {
  return `${stateFolder(app)}/pull`;
}

/** The pull that a host was left with; undefined when it has ended. */
export async function leftPull(connection: HostShell): Promise<LeftPull | undefined> {
  const answer = await connection.ask(['left_pull', pullNote(connection)]);
  const found = /^(\d+) (\d+) (\d+) ([^@\s]+)@(\S+)$/.exec(answer.trim());
  if (found === null) return undefined;
  const [, pid = '', began = '', port = '', repository = '', digest = ''] = found;
  return { pid, began, port: Number(port), repository, digest };
}

/** Ends a pull on the host; what it alone has fetched is lost. */
export async function stopPull(
  connection: HostShell,
  { pid, began }: Pick<LeftPull, 'pid' | 'began'>,
): Promise<void> {
  const said = `${pullNote(connection)}.said.${pid}`;
  await connection.run(['stop_pull', pid, began, said], 'stop pulling');
}

/** Ends what the application was left with. Only under its lock. */
export async function endLeftPull(connection: HostShell): Promise<void> {
  const left = await leftPull(connection);
  if (left !== undefined) await stopPull(connection, left);
}
