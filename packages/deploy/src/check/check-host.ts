import type { ShippableImage } from '@pipeline-lab/image';
import { fail, PlabError } from '../errors.ts';
import { engineCall } from '../host/state.ts';
import { command } from '../proxy/command.ts';
import { checkProxyOwner, type ProxyFile, readProxyFile } from '../proxy/configure.ts';
import { ask } from '../proxy/runtime.ts';
import { missingBytes } from '../rollout/missing-layers.ts';
import { type Connection, stateFolder } from '../ssh/connection.ts';
import { checkClock, checkDisk, checkInodes, checkPorts, checkProxyVersion, type Seen } from './checks.ts';
import { type Finding, good, problem, unknown, warning } from './finding.ts';
import { type HostFacts, hostFacts } from './host-facts.ts';

export interface CheckRequest {
  readonly app: string;
  /** Containers of a release that serve. */
  readonly replicas: number;
  /** What is to be shipped; without one, what is free is only told. */
  readonly image?: ShippableImage | undefined;
  /** Bytes of it that the host lacks, where somebody looks that up already. */
  readonly missing?: Promise<number | undefined> | undefined;
  /** Whether we hold the lock ourselves. */
  readonly locked: boolean;
  /** Whether a reverse forward was asked for; a connection without its port was refused one. */
  readonly registry: boolean;
}

interface EngineInfo {
  readonly Architecture: string;
  readonly DockerRootDir: string;
  readonly ServerVersion: string;
  readonly Driver: string;
}

/** Where engines keep images, unless they are told otherwise. */
const usualFolder = '/var/lib/docker';

/** Everything that a deployment needs of a host, each with what was found. Changes nothing; rejects only when the connection is lost. */
export async function checkHost(connection: Connection, request: CheckRequest): Promise<Finding[]> {
  const folder = stateFolder(request.app);
  const [info, usualFacts, proxy, missing] = await Promise.all([
    engineInfo(connection),
    hostFacts(connection, usualFolder, folder),
    lookAtProxy(connection),
    request.missing ?? missingBytes(connection, request.image),
  ]);
  const engineFolder = 'error' in info ? usualFolder : info.DockerRootDir;
  const facts = engineFolder === usualFolder ? usualFacts : await hostFacts(connection, engineFolder, folder);
  const seen: Seen = { host: connection.host, facts };
  return [
    checkEngine(connection, info, facts),
    checkArchitecture(connection, info, request.image),
    checkDisk(seen, missing, engineFolder),
    checkInodes(seen),
    checkClock(seen),
    ...checkProxy(proxy, request.app, seen),
    checkForwarding(connection, info, facts, request.registry),
    ...(await checkReplicas(connection, request.replicas)),
    checkState(connection, facts, folder),
    checkPrograms(connection, facts),
    checkLock(facts, request.locked),
  ];
}

type Answer = EngineInfo | { readonly error: PlabError };

async function engineInfo(connection: Connection): Promise<Answer> {
  try {
    return await engineCall<EngineInfo>(connection, () => connection.docker.info());
  } catch (error) {
    connection.lost.throwIfAborted();
    return {
      error:
        error instanceof PlabError ? error : fail('PLAB_HOST_ENGINE', connection.host.name, String(error)),
    };
  }
}

function checkEngine({ host }: Connection, info: Answer, { engineSocket }: HostFacts): Finding {
  if (!('error' in info)) return good('engine', `Docker ${info.ServerVersion}, ${info.Driver}`);
  if (engineSocket === 'denied') {
    const detail = 'the login may not use /var/run/docker.sock; it is not in the group docker';
    return problem('engine', fail('PLAB_HOST_ENGINE', host.name, detail, info.error));
  }
  return problem('engine', info.error);
}

const architectures: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64' };

function checkArchitecture({ host }: Connection, info: Answer, image: ShippableImage | undefined): Finding {
  if ('error' in info) return unknown('architecture', 'the engine does not answer');
  const own = architectures[info.Architecture] ?? info.Architecture;
  if (image === undefined || image.architecture === own) return good('architecture', own);
  const detail = `the image is for ${image.architecture}, the host is ${own}`;
  return problem('architecture', fail('PLAB_HOST_ARCHITECTURE', host.name, detail));
}

interface ProxyLook {
  readonly version: string | undefined;
  /** Whether its master answers. */
  readonly master: boolean;
  /** Why it cannot be read, if it cannot. */
  readonly file: ProxyFile | PlabError;
}

async function lookAtProxy(connection: Connection): Promise<ProxyLook> {
  const [info, master, file] = await Promise.all([
    command(connection, 'show info').catch(() => ''),
    // Unlike the runtime socket, the master's stays open after an answer.
    ask(connection.proxy.master, 'show proc', 'quit').then(
      (text) => text !== '',
      () => false,
    ),
    readProxyFile(connection).catch((error: unknown) => {
      if (error instanceof PlabError) return error;
      throw error;
    }),
  ]);
  connection.lost.throwIfAborted();
  return { version: /^Version: (\S+)/m.exec(info)?.[1], master, file };
}

function checkProxy({ version, master, file }: ProxyLook, app: string, seen: Seen): Finding[] {
  const text = file instanceof PlabError ? '' : file.text;
  return [
    checkProxyVersion(seen, version, master),
    checkProxyFile(file, app, seen),
    checkPorts(seen, version !== undefined, text),
  ];
}

function checkProxyFile(file: ProxyLook['file'], app: string, { host }: Seen): Finding {
  if (file instanceof PlabError) return problem('proxy file', file);
  try {
    checkProxyOwner(file, app, host.name);
    return good('proxy file', 'serves this application, or nothing');
  } catch (error) {
    if (error instanceof PlabError) return problem('proxy file', error);
    throw error;
  }
}

/** Both kinds of forwards: to the host's unix sockets, and from a port of its loopback to our registry. */
function checkForwarding(connection: Connection, info: Answer, facts: HostFacts, registry: boolean): Finding {
  if ('error' in info && facts.engineSocket === 'open') {
    const detail = 'the engine’s socket is there, and SSH does not lead to it';
    return problem('forwarding', fail('PLAB_SSH_FORWARDING', connection.host.name, detail, info.error));
  }
  if (registry && connection.registryPort === undefined)
    return warning('forwarding', 'no reverse forward: the whole image is sent by save and load');
  if ('error' in info) return unknown('forwarding', 'the engine does not answer');
  return good('forwarding', registry ? 'sockets and a reverse port' : 'sockets');
}

/** A key that `plab host setup` of an earlier version made leads to the first container of each release alone. */
async function checkReplicas(connection: Connection, replicas: number): Promise<Finding[]> {
  if (replicas === 1 || !(await connection.forbidsSlot(0, replicas - 1))) return [];
  const detail = `container ${replicas} of a release (\`replicas: ${replicas}\`)`;
  return [problem('forwarding', fail('PLAB_SSH_ADDRESS', connection.host, detail))];
}

function checkState({ host }: Connection, { stateWritable }: HostFacts, folder: string): Finding {
  if (stateWritable) return good('state', folder);
  return problem('state', fail('PLAB_STATE_UNWRITABLE', host.name, folder));
}

function checkPrograms({ host }: Connection, { missingPrograms }: HostFacts): Finding {
  if (missingPrograms.length === 0) return good('programs', 'flock, haproxy, timeout and perl or its like');
  const detail = `it has no ${missingPrograms.join(', ')}; \`plab host setup\` installs what is needed`;
  return problem('programs', fail('PLAB_HOST_COMMAND', host.name, detail));
}

function checkLock({ lockHolder }: HostFacts, locked: boolean): Finding {
  if (locked) return good('lock', 'ours');
  return lockHolder === undefined ? good('lock', 'free') : warning('lock', `held by ${lockHolder}`);
}
