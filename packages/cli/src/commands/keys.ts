import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { loadDeployFile } from '@pipeline-lab/deploy';
import { keyId, publicPem, shortKey, verifyingKey } from '@pipeline-lab/image/provenance';
import type { Context } from '../context.ts';
import { noSigningKey, publicKeyIsThere, unwritable } from '../errors.ts';
import { isThere } from './dockerfile-source.ts';
import { findSigningKey, makeKeyPair, privateKeyFile } from '../signing/keys.ts';

/** Makes the project's pair of keys: the private half for this user, the public one for the repository. */
export async function createKey(
  context: Context,
  { public: file }: { readonly public: string },
): Promise<void> {
  const app = await appOf(context);
  if (await isThere(resolve(context.cwd, file))) throw publicKeyIsThere(file);
  const pem = await makeKeyPair(context, app);
  await mkdir(dirname(resolve(context.cwd, file)), { recursive: true });
  await writeFile(resolve(context.cwd, file), pem).catch((error: unknown) => {
    throw unwritable(file, error);
  });
  const id = shortKey(keyId(verifyingKey(pem, file)));
  console.log(`key ${id} of ${app}
  private  ${privateKeyFile(context, app)} (keep a copy where only you get at it)
  public   ${file} (commit it)

From now on \`plab build\` signs. To deploy nothing else, add to deploy.yml:

verify:
  keys: [${file}]`);
}

/** Prints the public half of the key that builds here are signed with. */
export async function showKey(context: Context): Promise<void> {
  const app = await appOf(context);
  const key = await findSigningKey(context, app);
  if (key === undefined) throw noSigningKey(app);
  context.say(`key ${keyId(key)} of ${app}`);
  process.stdout.write(publicPem(key));
}

async function appOf({ cwd }: Context): Promise<string> {
  return (await loadDeployFile(join(cwd, 'deploy.yml'))).app;
}
