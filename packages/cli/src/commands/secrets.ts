import { buffer } from 'node:stream/consumers';
import { type Secret, secretStore, type SecretStore, storePaths } from '@pipeline-lab/engine/secrets';
import type { Context } from '../context.ts';
import { badUsage } from '../errors.ts';
import { askHidden } from './ask-hidden.ts';

/** Of `plab secrets set`, as they were given. */
export interface SetOptions {
  readonly type: string;
  readonly username?: string;
  readonly usernameSecret?: true;
  readonly name?: string;
}

/** Keeps a secret. Its value comes from a prompt without echo or from stdin, never from an argument, which others see. */
export async function setSecret(context: Context, id: string, options: SetOptions): Promise<void> {
  const bytes = process.stdin.isTTY
    ? Buffer.from(await askHidden(`${id}: `, context.signal))
    : await buffer(process.stdin);
  if (bytes.length === 0) throw badUsage('the secret is empty', 'Type it, or pipe it in.');
  await storeOf(context).set(id, secretOf(id, bytes, options));
  console.log(`${id} (${options.type}) is set`);
}

/** Ids and types, a line each. */
export async function listSecrets(context: Context): Promise<void> {
  for (const { id, type } of await storeOf(context).list()) console.log(`${id}\t${type}`);
}

/** Errors: PLAB_USAGE when there is no such secret. */
export async function removeSecret(context: Context, id: string): Promise<void> {
  if (!(await storeOf(context).remove(id)))
    throw badUsage(`there is no secret ${id}`, '`plab secrets list` shows what there is.');
  console.log(`${id} is forgotten`);
}

function storeOf({ env, stateFolder: stateDir }: Context): SecretStore {
  return secretStore(storePaths({ env, stateDir }));
}

function secretOf(id: string, bytes: Buffer, { type, username, usernameSecret, name }: SetOptions): Secret {
  const text = bytes.toString();
  const line = text.replace(/\r?\n$/, '');
  if (type === 'file') return { type, name: name ?? id, base64: bytes.toString('base64') };
  if (type === 'sshUserPrivateKey') return { type, username: username ?? '', key: text };
  if (type !== 'usernamePassword') return { type: 'string', value: line };
  if (username === undefined) throw badUsage('a usernamePassword needs a user', 'Give it: --username NAME.');
  return { type, username, password: line, ...(usernameSecret === true ? { usernameSecret } : {}) };
}
