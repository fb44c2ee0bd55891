import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type AppConfig, resolveKeys, type Trust } from '@pipeline-lab/deploy';
import type { Context } from '../context.ts';
import { badUsage, unreadable } from '../errors.ts';
import { attestationOf } from './attestations.ts';

/** The keys that deploy.yml trusts; undefined where it names none. */
export async function trustedKeys(
  { cwd }: Pick<Context, 'cwd'>,
  { verify }: Pick<AppConfig, 'verify'>,
): Promise<{ readonly keys: readonly KeyObject[] } | undefined> {
  return verify === undefined ? undefined : { keys: await resolveKeys(verify, cwd) };
}

/** Whose images a destination takes; what was signed of them is in `file`, or kept from their build. */
export async function trustOf(
  context: Pick<Context, 'cwd' | 'stateFolder'>,
  app: Pick<AppConfig, 'verify'>,
  file?: string,
): Promise<Trust | undefined> {
  const trusted = await trustedKeys(context, app);
  if (trusted === undefined && file !== undefined)
    throw badUsage(
      '--provenance is of no use here: deploy.yml names no key to verify it with',
      'Name one under `verify.keys`; docs/provenance.md shows how.',
    );
  if (trusted === undefined) return undefined;
  const named =
    file === undefined
      ? undefined
      : await readFile(resolve(context.cwd, file), 'utf8').catch((error: unknown) => {
          throw unreadable(file, error);
        });
  return { ...trusted, find: async (image) => named ?? (await attestationOf(context.stateFolder, image)) };
}
