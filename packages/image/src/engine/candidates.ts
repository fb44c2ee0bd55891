import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from './engine.ts';

/** The place where Docker listens by default. */
export const dockerSocket = '/var/run/docker.sock';

/**
 * Where an engine may listen when DOCKER_HOST does not say, in the order of preference: Docker's default socket, the
 * socket of the current Docker context, those of Docker Desktop and Colima, then Podman's, the user's before the
 * system's.
 */
export function candidates(env: Environment): string[] {
  const { HOME: home, XDG_RUNTIME_DIR: runtime } = env;
  const sockets = [
    dockerSocket,
    contextSocket(env),
    home && join(home, '.docker/run/docker.sock'),
    home && join(home, '.colima/default/docker.sock'),
    runtime && join(runtime, 'docker.sock'),
    runtime && join(runtime, 'podman/podman.sock'),
    '/run/podman/podman.sock',
  ];
  return [...new Set(sockets.filter((path) => path !== undefined && path !== ''))].map(
    (path) => `unix://${path}`,
  );
}

/** The socket of the context that `docker context use` chose; contexts of other machines are none of ours. */
function contextSocket(env: Environment): string | undefined {
  const folder = env['DOCKER_CONFIG'] ?? (env['HOME'] && join(env['HOME'], '.docker'));
  if (folder === undefined || folder === '') return undefined;
  const name = env['DOCKER_CONTEXT'] ?? readJson(join(folder, 'config.json'))['currentContext'];
  if (typeof name !== 'string' || name === 'default') return undefined;
  const id = createHash('sha256').update(name).digest('hex');
  const { Endpoints } = readJson(join(folder, 'contexts/meta', id, 'meta.json')) as ContextFile;
  const host = Endpoints?.docker?.Host;
  return host?.startsWith('unix://') === true ? host.slice('unix://'.length) : undefined;
}

interface ContextFile {
  readonly Endpoints?: { readonly docker?: { readonly Host?: string } };
}

/** The file's object; an empty one when it is absent or no JSON, as the docker command treats it. */
function readJson(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}
