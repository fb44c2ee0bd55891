import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Step } from './step.ts';

/** `sha1 'file'`, `sha256 'file'`: the digest of a file in hex. */
export const digests: readonly Step[] = ['sha1', 'sha256'].map((name) => ({
  name,
  main: 'file',
  needs: 'node',
  async run({ site, parameters }) {
    const hash = createHash(name);
    await pipeline(createReadStream(resolve(site.cwd, parameters.text('file'))), hash);
    return hash.digest('hex');
  },
}));
