import { setTimeout as sleep } from 'node:timers/promises';
import {
  endLeftPull,
  type HostShell,
  type LeftPull,
  leftPull,
  type PulledRegistry,
  pullNote,
  stopPull,
} from './left-pull.ts';
import { type EngineKind, podmanPullPath } from './pull.ts';
import { failureOf } from './pull-verdict.ts';

/** A pull on the host that outlives the connection. */
export interface KeptPull {
  /** What the engine has to be asked for. */
  readonly reference: string;
  /** Waits for its end. Errors: what the engine said, or that it said nothing; the signal's. */
  ended(signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

/** How a pull uses the line. */
export interface Pace {
  /**
   * Seconds for which it waits for a registry: long enough for a deployment that is begun again by hand. Meanwhile the engine
   * waits as well, and may have others wait: docs/shipping.md.
   */
  readonly patience?: number;
  /** Bytes of a blob that it asks for at first; how many at a time from then on it finds out, never fewer than 64 kB or those. */
  readonly window?: number;
  /** Bytes that it got so far; absent when nobody knows. */
  readonly sent?: () => number;
}

/**
 * Has the host itself ask its engine for the image, at a port that stays when the connection ends: that goes on when there is a
 * registry again, which may be that of another deployment: see ssh/pull-script.ts. `port` is where the registry is on the host's
 * loopback. A pull that was left there goes on, with this registry. Undefined on a host without perl and the modules that this takes.
 * Errors: what the host said instead of beginning.
 */
export async function keepPulling(
  connection: HostShell,
  kind: EngineKind,
  registry: PulledRegistry,
  port: number,
  pace: Pace = {},
): Promise<KeptPull | undefined> {
  const left = await leftPull(connection);
  if (left !== undefined) await takeUp(connection, left, registry, port);
  const own = left?.digest === registry.digest ? left : await start(connection, kind, registry, port, pace);
  if (own === undefined) return undefined;
  // That of another image: Docker has given what both share to this one by then.
  const all = left === undefined || left === own ? [own] : [own, left];
  return {
    reference: registry.reference(own.port),
    async ended(signal) {
      const verdict = await saidOf(connection, own, pace, signal);
      for (const each of all.slice(1)) await stopPull(connection, each);
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
  { repository, digest, documents }: PulledRegistry,
  port: number,
  { patience = 600, window = 262_144 }: Pace,
): Promise<Process | undefined> {
  // The name lets whoever knows it have the image: it is in no argument.
  const input = documents.map(
    ({ name, type, bytes }) => `${name} ${type} ${bytes.length}\n${bytes.toString()}`,
  );
  const how = [
    String(port),
    pullNote(connection),
    calls[kind],
    engineSocket,
    String(patience),
    String(window),
  ];
  const argv = ['feed', `${repository}@${digest}\n${input.join('')}`, 'keep_pulling', ...how];
  try {
    return processIn((await connection.run(argv, 'keep pulling')).trim());
  } catch (error) {
    // It may have begun all the same.
    if (!connection.lost.aborted) await endLeftPull(connection).catch(() => undefined);
    throw error;
  }
}

/** Undefined when the host cannot begin any. */
function processIn(answer: string): Process | undefined {
  if (answer === '') return undefined;
  const [, pid = '', began = '', own = ''] = /^(\d+) (\d+) (\d+)$/.exec(answer) ?? [];
  if (pid === '') throw new Error(`the host was to begin a pull, and said “${answer}”`);
  return { pid, began, port: Number(own) };
}

/** While bytes go to the host, nothing is asked: who begins anew meanwhile gets the lock at once. */
const look = 250;

/** Waits for the engine's last word. */
async function saidOf(
  connection: HostShell,
  { pid, began }: Process,
  { sent = () => 0 }: Pace,
  signal: AbortSignal,
): Promise<string> {
  const stop = AbortSignal.any([signal, connection.lost]);
  for (let before = sent(); ; before = sent()) {
    const argv = ['await_pull', pid, began, `${pullNote(connection)}.said.${pid}`];
    const said = await connection.ask(argv);
    stop.throwIfAborted();
    if (said !== 'pulls') return said;
    for (; sent() > before; stop.throwIfAborted()) {
      before = sent();
      await sleep(look, undefined, { signal: stop }).catch(() => undefined);
    }
  }
}

const engineSocket = '/var/run/docker.sock';

/** Engine API, “Create an image”, but for Podman. */
const calls: Readonly<Record<EngineKind, string>> = {
  docker: '/images/create?fromImage',
  'docker-containerd': '/images/create?fromImage',
  podman: `${podmanPullPath}tlsVerify=false&reference`,
};
