import type { Hash } from './model.ts';

const hexDigits: Readonly<Record<string, number>> = {
  'SHA-1': 40,
  'SHA-256': 64,
  'SHA-384': 96,
  'SHA-512': 128,
};

const algorithms: Readonly<Record<string, string>> = {
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
};

/** The hash, when it is one of a known algorithm and as long as that makes them. */
export function wholeHash(alg: unknown, content: unknown): Hash[] {
  if (typeof alg !== 'string' || typeof content !== 'string') return [];
  return /^[0-9a-f]+$/.test(content) && hexDigits[alg] === content.length ? [{ alg, content }] : [];
}

/** Of an archive in the registry, by Subresource Integrity: `sha512-…`. https://www.w3.org/TR/sri/ */
export function hashesOf(integrity: unknown): Hash[] {
  if (typeof integrity !== 'string') return [];
  return integrity.split(/\s+/).flatMap((part) => {
    const [, name = '', base64 = ''] = /^(\w+)-([A-Za-z0-9+/=]+)/.exec(part) ?? [];
    return wholeHash(algorithms[name], Buffer.from(base64, 'base64').toString('hex'));
  });
}
