import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { verifyingKey } from '@pipeline-lab/image/provenance';
import { z } from 'zod';
import { fail } from '../errors.ts';

/** Whose images are deployed. */
export interface VerifyConfig {
  /** Files of public keys, from the folder of deploy.yml. */
  readonly keys: readonly string[];
}

export const verifySchema: z.ZodType<VerifyConfig> = z.strictObject({
  keys: z
    .array(z.string().min(1))
    .min(1, 'needs at least one key')
    .describe(
      'files of public keys (ed25519, PEM) beside deploy.yml; only images are deployed whose origin and content one of them signed',
    ),
});

/** Reads the keys. Errors: PLAB_DEPLOY_FILE, PLAB_KEY. */
export async function resolveKeys({ keys }: VerifyConfig, folder: string): Promise<KeyObject[]> {
  return await Promise.all(
    keys.map(async (file) => {
      const pem = await readFile(resolve(folder, file), 'utf8').catch((error: unknown) => {
        throw fail('PLAB_DEPLOY_FILE', 'deploy.yml: verify.keys', `${file} cannot be read`, error);
      });
      return verifyingKey(pem, file);
    }),
  );
}
