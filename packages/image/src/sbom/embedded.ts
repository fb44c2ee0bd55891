import { PackageURL } from 'packageurl-js';
import { wholeHash } from './hashes.ts';
import { isRecord } from './lock.ts';
import { licenceOf } from './licence.ts';
import type { Component, Hash, Licence } from './model.ts';

/** Files by which an image says itself what it holds: what was bundled has no folder of its own any more. */
export function isEmbeddedBom(path: string): boolean {
  return path.endsWith('.cdx.json');
}

/** The packages that the CycloneDX files in an image name. Those without a package URL cannot be told apart, and are left out. */
export function embeddedComponents(files: ReadonlyMap<string, string>): Component[] {
  return [...files]
    .filter(([path]) => isEmbeddedBom(path))
    .flatMap(([path, text]) => componentsOf(text).flatMap((one) => componentOf(path, one) ?? []));
}

function componentsOf(text: string): unknown[] {
  try {
    const told: unknown = JSON.parse(text);
    const components = isRecord(told) && told['bomFormat'] === 'CycloneDX' ? told['components'] : undefined;
    return Array.isArray(components) ? components : [];
  } catch {
    return [];
  }
}

function componentOf(path: string, told: unknown): Component | undefined {
  if (!isRecord(told)) return undefined;
  const purl = canonical(told['purl']);
  const { name, version, group } = told;
  if (purl === undefined || typeof name !== 'string') return undefined;
  const hashes = hashesOf(told['hashes']);
  const licenses = licencesOf(told['licenses']);
  return {
    type: 'library',
    'bom-ref': purl,
    name: typeof group === 'string' && group !== '' ? `${group}/${name}` : name,
    ...(typeof version === 'string' ? { version } : {}),
    ...(hashes.length === 0 ? {} : { hashes }),
    ...(licenses.length === 0 ? {} : { licenses }),
    purl,
    evidence: { occurrences: [{ location: `/${path}` }] },
  };
}

function canonical(purl: unknown): string | undefined {
  try {
    return typeof purl === 'string' ? PackageURL.fromString(purl).toString() : undefined;
  } catch {
    return undefined;
  }
}

function hashesOf(told: unknown): Hash[] {
  if (!Array.isArray(told)) return [];
  return told.flatMap((one: unknown) => (isRecord(one) ? wholeHash(one['alg'], one['content']) : []));
}

/** Read anew from their text: what stands there need not be valid. An expression stands alone. */
function licencesOf(told: unknown): readonly Licence[] {
  if (!Array.isArray(told)) return [];
  const read = told.flatMap((one: unknown) => {
    const { license, expression } = isRecord(one) ? one : {};
    const named = isRecord(license) ? (license['id'] ?? license['name']) : expression;
    return licenceOf(named) ?? [];
  });
  const expressions = read.filter((one) => 'expression' in one);
  return expressions.length === 0 ? read : expressions.slice(0, 1);
}
