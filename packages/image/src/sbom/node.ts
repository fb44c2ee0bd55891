import { firstMatch, type ReadFile } from './files.ts';
import type { Component } from './model.ts';
import { packageUrl } from './package-url.ts';

/** Where Node.js is found in images. */
export function isNodeBinary(path: string): boolean {
  return /(?:^|\/)bin\/(?:node|nodejs)$/.test(path);
}

/** The binary has the name and version of its release in it. */
export const nodeVersion: ReadFile = firstMatch(/node\.js\/v(\d+\.\d+\.\d+)/);

export function nodeComponents(files: ReadonlyMap<string, string>): Component[] {
  return [...files]
    .filter(([path]) => isNodeBinary(path))
    .map(([path, version]) => {
      const purl = packageUrl('generic', undefined, 'node', version);
      return {
        type: 'platform',
        'bom-ref': purl,
        name: 'node',
        version,
        cpe: `cpe:2.3:a:nodejs:node.js:${version}:*:*:*:*:*:*:*`,
        purl,
        evidence: { occurrences: [{ location: `/${path}` }] },
      };
    });
}
