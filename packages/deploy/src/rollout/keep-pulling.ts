import {
  type HostShell,
  type LeftPull,
  leftPull,
  type PulledRegistry,
  processScript,
  pullNote,
  stopPull,
} from './left-pull.ts';
import { type EngineKind, podmanPullPath } from './pull.ts';
import { pullScript } from './pull-script.ts';
import { failureOf } from './pull-verdict.ts';

/** A pull on the host that outlives the connection. */
export interface KeptPull {
  /** What the engine has to be asked for. */
  readonly reference: string;
  /** Waits for its end. Errors: what the engine said, or that it said nothing; the signal's. */
  ended(signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Seconds for which a pull waits for a registry: long enough for a deployment that is begun again by hand. Meanwhile the engine
 * waits as well, and may have others wait: docs/shipping.md.
 */
const usualPatience = 600;

/**
 * Has the host itself ask its engine for the image, at a port that stays when the connection ends: that goes on when there is a
 * registry again, which may be that of another deployment: see {@link pullScript}. `port` is where the registry is on the host's
 * loopback; it may be away for `patience` seconds. A pull that was left there goes on, with this registry. Undefined on a
 * host without perl and these of its modules.
 */
export async function keepPulling(
  connection: HostShell,
  kind: EngineKind,
  registry: PulledRegistry,
  port: number,
  patience: number = usualPatience,
): Promise<KeptPull | undefined> {
  const left = await leftPull(connection);
  if (left !== undefined) await takeUp(connection, left, registry, port);
  const own =
    left?.digest === registry.digest ? left : await start(connection, kind, registry, port, patience);
  if (own === undefined) return undefined;
  // That of another image: Docker has given what both share to this one by then.
  const all = left === undefined || left === own ? [own] : [own, left];
  return {
    reference: registry.reference(own.port),
    async ended(signal) {
      for (let pulls = true; pulls; signal.throwIfAborted()) pulls = await stillPulls(connection, own);
      for (const each of all.slice(1)) await stopPull(connection, each);
      const verdict = await connection.ask(['sh', '-c', takeSaid, 'sh', saidBy(connection, own)]);
      const failure = failureOf(kind, verdict);
      if (failure !== undefined) throw new Error(failure);
    },
    async stop() {
      for (const each of all) await stopPull(connection, each);
    },
  };
}

/** The registry takes the place of the one that the pull began with. */
async function takeUp(
  connection: HostShell,
  left: LeftPull,
  registry: PulledRegistry,
  port: number,
): Promise<void> {
  registry.adopt(left.repository);
  await connection.run(['put', `${pullNote(connection)}.port`, String(port)], 'take up the pull');
}

type Process = Pick<LeftPull, 'pid' | 'began' | 'port'>;

async function start(
  connection: HostShell,
  kind: EngineKind,
  { repository, digest }: PulledRegistry,
  port: number,
  patience: number,
): Promise<Process | undefined> {
  const script = `
modules='-MPOSIX=setsid -MIO::Socket::UNIX -MIO::Socket::INET'
perl $modules -e 1 2>/dev/null || exit 0
umask 077
rm -f "$3".said.*
exec perl $modules -e "$@"`;
  const how = [pullScript, String(port), pullNote(connection), calls[kind], engineSocket, String(patience)];
  // The name lets whoever knows it have the image: it is in no argument.
  const argv = ['feed', `${repository}@${digest}`, 'sh', '-c', script, 'sh', ...how];
  const [pid = '', began = '', own = ''] = (await connection.run(argv, 'keep pulling')).trim().split(' ');
  return pid === '' ? undefined : { pid, began, port: Number(own) };
}

/** Waits for the engine's last word, a second at most, so that others get their turn on the channel; then ends the process. */
async function stillPulls(connection: HostShell, own: Process): Promise<boolean> {
  const wait = `${processScript}
for turn in $(seq 20); do
  lives "$1" "$2" || exit 0
  if [ -e "$3" ]; then end "$1" "$2"; exit 0; fi
  sleep 0.05
done
echo pulls`;
  const argv = ['sh', '-c', wait, 'sh', own.pid, own.began, saidBy(connection, own)];
  return (await connection.ask(argv)).trim() === 'pulls';
}

const takeSaid = 'cat "$1" 2>/dev/null && rm "$1" || :';

function saidBy(connection: HostShell, { pid }: Process): string {
  return `${pullNote(connection)}.said.${pid}`;
}

const engineSocket = '/var/run/docker.sock';

/** Engine API, “Create an image”, but for Podman. */
const calls: Readonly<Record<EngineKind, string>> = {
  docker: '/images/create?fromImage',
  'docker-containerd': '/images/create?fromImage',
  podman: `${podmanPullPath}tlsVerify=false&reference`,
};
