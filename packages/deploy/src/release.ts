import { createHash } from 'node:crypto';
import type { AppConfig } from './config/schema.ts';

/** What runs: an image with a configuration and its secrets. Two equal ones are the same release. */
export interface Release {
  /** Twelve hex digits; names the container, the proxy's server and the journal entry. */
  readonly id: string;
  /** The image's config digest, `sha256:…`. */
  readonly image: string;
  /** What people call it, such as `task-api:42`. */
  readonly label: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The release that an image makes under a destination's configuration. */
export function releaseOf(
  image: string,
  label: string,
  app: AppConfig,
  env: Readonly<Record<string, string>>,
): Release {
  const config = { port: app.port, volumes: app.volumes, memory: app.resources.memory, env };
  const configHash = sha256(canonicalJson(config));
  return { id: sha256(`${image}\n${configHash}`).slice(0, 12), image, label, env };
}

/** The name of a release's container. */
export function containerName(app: string, release: Pick<Release, 'id'>): string {
  return `${app}-${release.id}`;
}

/** JSON with sorted keys, so that equal values give equal text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
