import { isRecord, lockedPackages } from './lock.ts';
import { licenceOf } from './licence.ts';
import type { Component } from './model.ts';
import { npmUrl } from './package-url.ts';

const description = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@.][^/]*\/package\.json$/;
const hiddenLock = /(?:^|\/)node_modules\/\.package-lock\.json$/;

/** What tells of the packages in a `node_modules`: each one's own file, and what `npm ci` wrote down. */
export function isNpmFile(path: string): boolean {
  return description.test(path) || hiddenLock.test(path);
}

/** The packages that lie in a `node_modules` of the image, with what npm noted of them there. */
export function npmPackages(files: ReadonlyMap<string, string>): Component[] {
  const noted = new Map(
    [...files]
      .filter(([path]) => hiddenLock.test(path))
      .flatMap(([path, text]) => lockedOrNone(text, path))
      .map(({ component }) => [component['bom-ref'], component]),
  );
  return [...files]
    .filter(([path]) => description.test(path))
    .flatMap(([path, text]) => packageOf(path, text) ?? [])
    .map((found) => enriched(found, noted));
}

/** A component with the hashes and the licence that a lock file has of it. */
export function enriched(found: Component, locked: ReadonlyMap<string, Component>): Component {
  const known = locked.get(found['bom-ref']);
  if (known === undefined) return found;
  const hashes = found.hashes ?? known.hashes;
  const licenses = found.licenses ?? known.licenses;
  return {
    ...found,
    ...(hashes === undefined ? {} : { hashes }),
    ...(licenses === undefined ? {} : { licenses }),
  };
}

/** What an image holds need not be what its name says. */
function lockedOrNone(text: string, path: string): ReturnType<typeof lockedPackages> {
  try {
    return lockedPackages(text, path);
  } catch {
    return [];
  }
}

function packageOf(path: string, text: string): Component | undefined {
  const told = parsed(text);
  const { name, version } = isRecord(told) ? told : {};
  if (!isRecord(told) || typeof name !== 'string' || typeof version !== 'string') return undefined;
  if (name === '' || version === '') return undefined;
  const purl = npmUrl(name, version);
  const licenses = licenceOf(told['license'] ?? told['licenses']);
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    ...(licenses === undefined ? {} : { licenses }),
    purl,
    evidence: { occurrences: [{ location: `/${path.replace(/\/package\.json$/, '')}` }] },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
