import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type Docker from 'dockerode';
import { type Effects, unnumbered } from '../effects/effects.ts';
import type { Host } from '../host/host.ts';
import { type ChannelRequest, sshArguments } from './arguments.ts';
import { type ChannelStreams, channelProgram, type Commands, commandsOver, openChannel } from './channel.ts';
import { type Ssh, type SshEnd, watchEnd } from './end.ts';
import { isRefusedKey } from './failure.ts';
import { isForbidden } from './forbidden.ts';
import { createForwards, type Forwards } from './forwards.ts';
import { explainRefusedKey } from './host-keys.ts';
import { StreamReader } from './stream-reader.ts';

/** The open way to one host: its Docker engine, its proxy, its release slots and a command channel. */
export interface Connection {
  readonly host: Host;
  /** The application that it is for. */
  readonly app: string;
  readonly docker: Docker;
  /** Local unix sockets that lead to the proxy's two control sockets. */
  readonly proxy: { readonly runtime: string; readonly master: string };
  /** Local unix socket that leads to a container of the application in a slot, counted from 0. */
  slotSocket(slot: number, replica: number): string;
  /** Whether the host's SSH server forbids that way, as one does that was set up for fewer addresses. */
  forbidsSlot(slot: number, replica: number): Promise<boolean>;
  /** Port on the host's loopback that leads to the deployer's registry. */
  readonly registryPort: number | undefined;
  /** Number of this lock holder: grows by one with each lock taken on the host; 0 without a lock. */
  readonly fence: number;
  /** Does something that changes the host, under its number. */
  effect<T>(name: string, run: () => Promise<T>): Promise<T>;
  /** Runs a command that changes the host, as an effect; rejects with what it printed when it fails. */
  run(argv: readonly string[], name?: string): Promise<string>;
  /** Runs a command that only looks, or tells the host that we are here. As {@link Connection.run}. */
  ask(argv: readonly string[]): Promise<string>;
  /** Aborts when the connection ends, with the reason. */
  readonly lost: AbortSignal;
  /** Gives a connection up that does not answer; `reason` becomes that of `lost`. */
  abandon(reason: Error): void;
  close(): Promise<void>;
}

export interface ConnectRequest {
  readonly host: Host;
  readonly app: string;
  readonly port: number;
  readonly lock: boolean;
  readonly owner: string;
  /** Of the deployment that takes the lock, the same in each of its attempts. Default: nobody else's. */
  readonly token?: string;
  /** The port on this machine, and the one on the host's loopback that shall lead to it; 0 lets the host choose. */
  readonly registry?: { readonly local: number; readonly remote: number };
  /** Counts what changes the host; default: nothing does. */
  readonly effects?: Effects;
}

/**
 * Opens one `ssh` process to the host and, when asked, takes the application's lock there.
 * Errors: PLAB_SSH_REFUSED, PLAB_SSH_DENIED, PLAB_HOST_KEY (or what it was found to be: _UNKNOWN, _CHANGED),
 * PLAB_SSH_FORWARDING, PLAB_LOCKED.
 */
export async function connect(request: ConnectRequest, signal: AbortSignal): Promise<Connection> {
  const { host, app, effects = unnumbered } = request;
  const forwards = await createForwards(app, request.port);
  const ssh = spawn('ssh', sshArguments(channelRequest(request, forwards)), {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  // Loaded while ssh connects: it takes about as long, and nothing needs it before.
  const client = import('../effects/engine.ts');
  client.catch(() => undefined);
  const ended = watchEnd(ssh, host);
  ssh.stdin.on('error', () => undefined);
  const streams = { input: ssh.stdin, reader: new StreamReader(ssh.stdout, ended.lost) };
  const commands = commandsOver(streams, host);
  const { ask } = commands;
  const close = async (): Promise<void> => await closeAll({ ssh, streams, commands, ended, forwards });
  const effect: Connection['effect'] = async (name, run) => await effects(host.name, name, run);
  try {
    const fence = await openChannel(streams, host, signal);
    const { engineWithEffects } = await client;
    return {
      host,
      app,
      docker: engineWithEffects(forwards.docker, effect),
      proxy: { runtime: forwards.runtime, master: forwards.master },
      slotSocket: forwards.slot,
      forbidsSlot: async (...slot) => await isForbidden(forwards.slot(...slot), ended.refusals, ask),
      registryPort: await registryPort(request, ended, signal),
      fence,
      effect,
      run: async (argv, name = argv[0] ?? '') => await effect(name, async () => await ask(argv)),
      ask,
      lost: ended.lost,
      abandon(reason) {
        ended.lose(reason);
        // One that was stopped would not hear of anything less.
        ssh.kill('SIGKILL');
      },
      close,
    };
  } catch (error) {
    ssh.kill();
    await close();
    throw isRefusedKey(error) ? await explainRefusedKey(host, error) : error;
  }
}

interface Opened {
  readonly ssh: Ssh;
  readonly streams: ChannelStreams;
  readonly commands: Commands;
  readonly ended: SshEnd;
  readonly forwards: Forwards;
}

async function closeAll({ ssh, streams, commands, ended, forwards }: Opened): Promise<void> {
  streams.input.end();
  const impatient = setTimeout(() => ssh.kill('SIGKILL'), 2000);
  await commands.idle();
  // Left alone, ssh would wait for the connections that clients keep open through its forwards.
  await streams.reader.line().then(
    () => ssh.kill(),
    () => undefined,
  );
  await ended.done;
  clearTimeout(impatient);
  await forwards.remove();
}

async function registryPort(
  { registry }: ConnectRequest,
  { allocatedPort }: SshEnd,
  signal: AbortSignal,
): Promise<number | undefined> {
  if (registry === undefined || registry.remote > 0) return registry?.remote;
  return await unlessAborted(allocatedPort, signal);
}

async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  return await Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', stop));
}

function channelRequest(request: ConnectRequest, forwards: Forwards): ChannelRequest {
  return {
    host: request.host,
    forwards: forwards.all,
    ...(request.registry === undefined ? {} : { reverse: request.registry }),
    folder: stateFolder(request.app),
    mode: request.lock ? 'lock' : 'read',
    owner: request.owner,
    token: request.token ?? randomUUID(),
    program: channelProgram,
  };
}

/** Folder on the host that holds an application's lock and journal. */
export function stateFolder(app: string): string {
  return `/var/lib/plab/${app}`;
}
