import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type Secret, secretStore, type SecretStore, storePaths } from '@pipeline-lab/engine/secrets';
import type { Context } from '../context.ts';
import { badUsage, unreadable } from '../errors.ts';
import { askHidden, ownTerminal } from './ask-hidden.ts';

/** Of `plab secrets set`, as they were given. */
export interface SetOptions {
  readonly type: string;
  readonly username?: string;
  readonly usernameSecret?: true;
  readonly name?: string;
  readonly passphrase?: true;
  readonly passphraseFile?: string;
}

/** Keeps a secret. Its value comes from a prompt without echo or from stdin, never from an argument, which others see. */
export async function setSecret(context: Context, id: string, options: SetOptions): Promise<void> {
  const bytes = await valueOf(context, id, options);
  if (bytes.length === 0) throw badUsage('the secret is empty', 'Type it, or pipe it in.');
  const passphrase = await passphraseOf(context, id, options);
  await storeOf(context).set(id, secretOf(id, bytes, options, passphrase));
  console.log(`${id} (${options.type}) is set`);
}

/** What is typed is one line, which a key or a file seldom is. */
async function valueOf({ signal }: Context, id: string, { type }: SetOptions): Promise<Buffer> {
  if (!process.stdin.isTTY) return await buffer(process.stdin);
  if (type === 'file' || type === 'sshUserPrivateKey')
    throw badUsage(`a ${type} is not typed`, `Pipe it in: plab secrets set ${id} --type ${type} <FILE.`);
  return Buffer.from(await askHidden(`${id}: `, signal));
}

/** Of an SSH key: asked for on the terminal, since stdin brings the key, or the first line of a file. */
async function passphraseOf(
  { cwd, signal }: Context,
  id: string,
  { type, passphrase, passphraseFile }: SetOptions,
): Promise<string | undefined> {
  if (passphrase === undefined && passphraseFile === undefined) return undefined;
  if (type !== 'sshUserPrivateKey')
    throw badUsage(`a ${type} has no passphrase`, 'Only an sshUserPrivateKey has one.');
  if (passphraseFile !== undefined) return firstLine(resolve(cwd, passphraseFile));
  const terminal = ownTerminal();
  if (terminal === undefined)
    throw badUsage('there is no terminal to ask for the passphrase', 'Give a file: --passphrase-file FILE.');
  try {
    return await askHidden(`passphrase of ${id}: `, signal, terminal);
  } finally {
    terminal.destroy();
  }
}

async function firstLine(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  return text.split(/\r?\n/, 1)[0] ?? '';
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

function secretOf(
  id: string,
  bytes: Buffer,
  { type, username, usernameSecret, name }: SetOptions,
  passphrase: string | undefined,
): Secret {
  const text = bytes.toString();
  const line = text.replace(/\r?\n$/, '');
  if (type === 'file') return { type, name: name ?? id, base64: bytes.toString('base64') };
  if (type === 'sshUserPrivateKey')
    return { type, username: username ?? '', key: text, ...(passphrase ? { passphrase } : {}) };
  if (type !== 'usernamePassword') return { type: 'string', value: line };
  if (username === undefined) throw badUsage('a usernamePassword needs a user', 'Give it: --username NAME.');
  return { type, username, password: line, ...(usernameSecret === true ? { usernameSecret } : {}) };
}
