import type { Registry } from '@pipeline-lab/image';
import { type Connection, stateFolder } from '../ssh/connection.ts';

/** What pulls need of a host, and of the registry that they are from. */
export type HostShell = Pick<Connection, 'app' | 'ask' | 'run' | 'lost'>;
export type PulledRegistry = Pick<Registry, 'repository' | 'digest' | 'adopt' | 'reference'>;

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

/** As functions of a shell script: whether a process is still the one that began then, and its end. */
export const processScript = `
# Arguments: a process, when it began: the fields of proc_pid_stat(5) from the third on, of which starttime is the 22nd.
lives() {
  process=$1 began=$2
  stat=$(cat "/proc/$process/stat" 2>/dev/null) || return
  set -- \${stat##*) }
  [ "$1" != Z ] && [ "\${20}" = "$began" ]
}
# As those. For 5 s at most.
end() {
  lives "$1" "$2" && kill "$1" 2>/dev/null || return 0
  for turn in $(seq 500); do
    lives "$1" "$2" || return 0
    sleep 0.01
  done
}`;

/** The pull that a host was left with; undefined when it has ended. */
export async function leftPull(connection: HostShell): Promise<LeftPull | undefined> {
  const script = `${processScript}
{ read -r pid began rest <"$1"; } 2>/dev/null && lives "$pid" "$began" && echo "$pid $began $rest" || :`;
  const answer = await connection.ask(['sh', '-c', script, 'sh', pullNote(connection)]);
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
  const script = `${processScript}
end "$1" "$2"
rm -f "$3"`;
  const argv = ['sh', '-c', script, 'sh', pid, began, `${pullNote(connection)}.said.${pid}`];
  await connection.run(argv, 'stop pulling');
}

/** Ends what the application was left with. Only under its lock. */
export async function endLeftPull(connection: HostShell): Promise<void> {
  const left = await leftPull(connection);
  if (left !== undefined) await stopPull(connection, left);
}
