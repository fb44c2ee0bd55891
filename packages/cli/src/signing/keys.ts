import type { KeyObject } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { storePaths } from '@pipeline-lab/engine/secrets';
import { newKeyPair, signingKey } from '@pipeline-lab/image/provenance';
import type { Context } from '../context.ts';
import { hasCode, keyIsThere, keyIsOpen, unreadable, unwritable } from '../errors.ts';

type Surroundings = Pick<Context, 'cwd' | 'env' | 'stateFolder'>;

/** Where the private key of a project is, in the configuration of this user; beside that of the secrets. */
export function privateKeyFile({ env, stateFolder }: Surroundings, app: string): string {
  const { key } = storePaths({ env, stateDir: stateFolder });
  return join(dirname(key), 'signing', `${app}.pem`);
}

/**
 * The private key of a project: the text in PLAB_SIGNING_KEY, the file that PLAB_SIGNING_KEY_FILE names, else this user's own;
 * undefined without any. Errors: PLAB_KEY, PLAB_KEY_OPEN, PLAB_UNREADABLE.
 */
export async function findSigningKey(context: Surroundings, app: string): Promise<KeyObject | undefined> {
  const { PLAB_SIGNING_KEY: text, PLAB_SIGNING_KEY_FILE: named } = context.env;
  if (text !== undefined && text !== '') return signingKey(text, 'PLAB_SIGNING_KEY');
  if (named !== undefined && named !== '') return signingKey(await read(resolve(context.cwd, named)), named);
  const file = privateKeyFile(context, app);
  const found = await stat(file).catch((error: unknown) => {
    if (!hasCode(error, 'ENOENT')) throw unreadable(file, error);
  });
  if (found === undefined) return undefined;
  if ((found.mode & 0o077) !== 0) throw keyIsOpen(file);
  return signingKey(await read(file), file);
}

/**
 * Makes a pair; keeps the private half for nobody but this user, and gives the public one. Errors: PLAB_KEY_THERE,
 * PLAB_UNWRITABLE.
 */
export async function makeKeyPair(context: Surroundings, app: string): Promise<string> {
  const file = privateKeyFile(context, app);
  const { privateKey, publicKey } = newKeyPair();
  await mkdir(dirname(file), { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw unwritable(file, error);
  });
  await writeFile(file, privateKey, { flag: 'wx', mode: 0o600, flush: true }).catch((error: unknown) => {
    throw hasCode(error, 'EEXIST') ? keyIsThere(file) : unwritable(file, error);
  });
  return publicKey;
}

async function read(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadable(file, error);
  });
}
