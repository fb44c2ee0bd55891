import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { messageOf } from '../command.ts';
import { fail } from '../errors.ts';
import { candidates } from './candidates.ts';
import type { Engine, Environment } from './engine.ts';
import { howToGetAnEngine } from './platform.ts';

/** An engine that does not answer within this time (ms) counts as absent. */
const patience = 5_000;

/**
 * Connects to the container engine: the one that DOCKER_HOST names, otherwise the first that answers of Docker's and
 * Podman's usual sockets. Throws PLAB_ENGINE_HOST when DOCKER_HOST cannot be used, PLAB_NO_ENGINE when none answers.
 */
export async function connectEngine(env: Environment): Promise<Engine> {
  const named = env['DOCKER_HOST'];
  if (named !== undefined && named !== '') return await connectNamed(named, env);
  return await firstAnswering(candidates(env));
}

/** The first engine that answers within `wait` milliseconds. Throws PLAB_NO_ENGINE with what each one said. */
export async function firstAnswering(endpoints: readonly string[], wait: number = patience): Promise<Engine> {
  const problems: Error[] = [];
  for (const endpoint of endpoints) {
    try {
      return await probe(endpoint, { socketPath: endpoint.slice('unix://'.length) }, wait);
    } catch (error) {
      problems.push(new Error(`${endpoint}: ${messageOf(error)}`, { cause: error }));
    }
  }
  const cause = new AggregateError(problems, 'no engine answers');
  const found = problems.filter(({ cause }) => !isAbsent(cause)).map(({ message }) => message);
  const detail = found.length > 0 ? found.join('; ') : `looked at ${endpoints.join(', ')}`;
  throw fail('PLAB_NO_ENGINE', howToGetAnEngine(problems.map(({ cause }) => cause)), detail, cause);
}

async function connectNamed(host: string, env: Environment): Promise<Engine> {
  const address = addressOf(host, env);
  try {
    return await probe(host, address, patience);
  } catch (error) {
    throw fail('PLAB_ENGINE_HOST', host, messageOf(error), error);
  }
}

/** `host: undefined` keeps the client from reading DOCKER_HOST by itself. */
async function probe(endpoint: string, address: Docker.DockerOptions, wait: number): Promise<Engine> {
  // What talks to no local engine, such as a roll-back, does not wait for its client to be loaded.
  const { default: Client } = await import('dockerode');
  const options: Docker.DockerOptions = { host: undefined, protocol: 'http', ...address };
  const answer = await new Client({ ...options, timeout: wait }).version();
  const { Version, Components } = answer as Docker.DockerVersion & { Components?: { Name: string }[] };
  if (typeof Version !== 'string') throw new Error('what listens there is no container engine');
  const podman = Components?.some(({ Name }) => /podman/i.test(Name)) ?? false;
  return { docker: new Client(options), endpoint, version: Version, kind: podman ? 'podman' : 'docker' };
}

function addressOf(host: string, env: Environment): Docker.DockerOptions {
  if (host.startsWith('unix://')) return { socketPath: host.slice('unix://'.length) };
  if (host.startsWith('ssh://')) {
    throw fail('PLAB_ENGINE_HOST', host, 'images are built on this machine; ssh:// is not supported');
  }
  const url = URL.canParse(host) ? new URL(host) : undefined;
  if (url === undefined || url.protocol !== 'tcp:' || url.hostname === '') {
    throw fail('PLAB_ENGINE_HOST', host, 'it is neither unix:///path nor tcp://host:port');
  }
  const secure = Boolean(env['DOCKER_TLS_VERIFY']) || url.port === '2376';
  const address = { host: url.hostname, port: url.port || (secure ? '2376' : '2375') };
  return secure ? { ...address, protocol: 'https', ...clientCertificate(host, env) } : address;
}

/** The files that `docker` reads for TLS. */
function clientCertificate(host: string, env: Environment): Docker.DockerOptions {
  const folder = env['DOCKER_CERT_PATH'] ?? join(env['HOME'] ?? '', '.docker');
  try {
    const [ca, cert, key] = ['ca.pem', 'cert.pem', 'key.pem'].map((file) => readFileSync(join(folder, file)));
    return { ca, cert, key };
  } catch (error) {
    throw fail('PLAB_ENGINE_HOST', host, messageOf(error), error);
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
