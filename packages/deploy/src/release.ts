import { createHash, scryptSync } from 'node:crypto';
import type { Commit } from './commit.ts';
import type { AppConfig } from './config/schema.ts';

/** What runs: an image with a configuration and its secrets. Two equal ones are the same release. */
export interface Release {
  /** Twelve hex digits; names the container, the proxy's server and the journal entry. */
  readonly id: string;
  /** The image's config digest, `sha256:…`. */
  readonly image: string;
  /** What people call it, such as `task-api:42`. */
  readonly label: string;
  /** Variables of the container, the secret ones among them. */
  readonly env: Readonly<Record<string, string>>;
  /** Names of the secret ones. */
  readonly secrets: readonly string[];
  /** The commit that its image was built from, where that tells. */
  readonly commit?: Commit | undefined;
}

type Variables = Readonly<Record<string, string>>;

/** The release that an image makes under a destination's configuration and secrets. */
export function releaseOf(
  image: string,
  label: string,
  app: AppConfig,
  { env, secrets }: { readonly env: Variables; readonly secrets: Variables },
): Release {
  const { port, volumes, resources, roles } = app;
  // One has the id that it had before there were several.
  const replicas = app.replicas > 1 ? app.replicas : undefined;
  const config = { app: app.app, port, volumes, resources, env, roles, replicas };
  const parts = [image, sha256(canonicalJson(config)), secretsVersion(app.app, secrets)];
  const id = sha256(parts.join('\n')).slice(0, 12);
  return { id, image, label, env: { ...env, ...secrets }, secrets: Object.keys(secrets) };
}

/** Slow on purpose: a release id is public, and a short secret must not be guessed from it. */
function secretsVersion(app: string, secrets: Variables): string {
  return Object.keys(secrets).length === 0
    ? ''
    : scryptSync(canonicalJson(secrets), `plab secrets of ${app}`, 32).toString('hex');
}

/**
 * The variables of a release's containers, `name=value`. They get to know which release they are by PLAB_RELEASE, which is none
 * of the variables that its id is made of, and which deploy.yml cannot replace.
 */
export function variablesOf({ id, env }: Pick<Release, 'id' | 'env'>): string[] {
  return Object.entries({ ...env, PLAB_RELEASE: id }).map(([name, value]) => `${name}=${value}`);
}

/** The name of a release's image on a host. */
export function imageName(app: string, release: string): string {
  return `plab/${app}:${release}`;
}

/** The name of a release's container that serves; `replica` counts from 0. */
export function containerName(app: string, release: Pick<Release, 'id'>, replica = 0): string {
  return `${app}-${release.id}${replica === 0 ? '' : `-${replica + 1}`}`;
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
