import { mkdir, open, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { loadDeployFile } from '@pipeline-lab/deploy';
import { keyId, publicPem, shortKey, verifyingKey } from '@pipeline-lab/image/provenance';
import type { Context } from '../context.ts';
import { hasCode, noSigningKey, publicKeyIsThere, unwritable } from '../errors.ts';
import { findSigningKey, makeKeyPair, privateKeyFile } from '../signing/keys.ts';

interface PublicFile {
  /** Where the public half goes. */
  readonly public: string;
}

/** Makes the project's pair of keys: the private half for this user, the public one for the repository. */
export async function createKey(context: Context, { public: file }: PublicFile): Promise<void> {
  const app = await appOf(context);
  const pem = await writePublic(context, file, () => makeKeyPair(context, app));
  const id = shortKey(keyId(verifyingKey(pem, file)));
  console.log(`key ${id} of ${app}
  private  ${privateKeyFile(context, app)} (keep a copy where only you get at it)
  public   ${file} (commit it)

From now on \`plab build\` signs. To deploy nothing else, add to deploy.yml:

verify:
  keys: [${file}]`);
}

/** Prints the public half of the key that builds here are signed with, or writes it to a new file. */
export async function showKey(context: Context, { public: file }: Partial<PublicFile>): Promise<void> {
  const app = await appOf(context);
  const key = await findSigningKey(context, app);
  if (key === undefined) throw noSigningKey(app);
  context.say(`key ${keyId(key)} of ${app}`);
  const pem = publicPem(key);
  if (file === undefined) return void process.stdout.write(pem);
  await writePublic(context, file, () => pem);
}

/** Makes the file before there is anything to write: a private half without its public one would be of no use. */
async function writePublic(
  { cwd }: Context,
  file: string,
  pemOf: () => string | Promise<string>,
): Promise<string> {
  const path = resolve(cwd, file);
  const failed = (error: unknown): never => {
    throw unwritable(file, error);
  };
  await mkdir(dirname(path), { recursive: true }).catch(failed);
  const opened = await open(path, 'wx').catch((error: unknown) => {
    throw hasCode(error, 'EEXIST') ? publicKeyIsThere(file) : unwritable(file, error);
  });
  try {
    const pem = await pemOf();
    await opened.writeFile(pem).catch(failed);
    return pem;
  } catch (error) {
    await rm(path);
    throw error;
  } finally {
    await opened.close();
  }
}

async function appOf({ cwd }: Context): Promise<string> {
  return (await loadDeployFile(join(cwd, 'deploy.yml'))).app;
}
