import { fail } from '../errors.ts';
import { hashesOf } from './hashes.ts';
import { licenceOf } from './licence.ts';
import type { Component } from './model.ts';
import { npmUrl } from './package-url.ts';

/** A package that a lock file of npm names. */
export interface LockedPackage {
  readonly component: Component;
  /** Its folder, from that of the lock file. */
  readonly path: string;
  /** Only tools of the developers need it. */
  readonly dev: boolean;
}

/**
 * The packages of a `package-lock.json` of version 2 or 3, without the project's own. Throws PLAB_LOCK_FILE; `file` is for its
 * message. https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json
 */
export function lockedPackages(text: string, file: string): LockedPackage[] {
  const entries = Object.entries(packagesOf(text, file));
  return entries.flatMap(([path, entry]) => {
    const folder = nameIn(path);
    const { version, name = folder } = entry;
    if (
      folder === undefined ||
      typeof name !== 'string' ||
      typeof version !== 'string' ||
      entry['link'] === true
    )
      return [];
    const purl = npmUrl(name, version);
    const hashes = hashesOf(entry['integrity']);
    const licenses = licenceOf(entry['license']);
    const component: Component = {
      type: 'library',
      'bom-ref': purl,
      name,
      version,
      ...(hashes.length === 0 ? {} : { hashes }),
      ...(licenses === undefined ? {} : { licenses }),
      purl,
    };
    return [{ component, path, dev: entry['dev'] === true || entry['devOptional'] === true }];
  });
}

type Entry = Readonly<Record<string, unknown>>;

function packagesOf(text: string, file: string): Readonly<Record<string, Entry>> {
  const found = parsed(text, file);
  const packages = isRecord(found) ? found['packages'] : undefined;
  if (isRecord(packages)) return packages as Readonly<Record<string, Entry>>;
  throw fail('PLAB_LOCK_FILE', file, 'it has no `packages`, which npm writes from version 7 on');
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw fail('PLAB_LOCK_FILE', file, error instanceof Error ? error.message : String(error), error);
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `node_modules/a/node_modules/@b/c` is @b/c; a folder of the project is no package of the registry. */
function nameIn(path: string): string | undefined {
  return /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1];
}
