import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Step } from './step.ts';

/** A step that gives the digest of a file in hex. */
export function digest(algorithm: 'sha1' | 'sha256'): Step {
  return {
    name: algorithm,
    main: 'file',
    needs: 'node',
    async run({ site, parameters }) {
      const hash = createHash(algorithm);
      await pipeline(createReadStream(resolve(site.cwd, parameters.text('file'))), hash);
      return hash.digest('hex');
    },
  };
}
