import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { takeLock } from '../process/file-lock.ts';
import { badSecretStore, damagedSecretStore, newerSecretStore } from './errors.ts';
import { type Secret, type SecretType, secretTypes } from './secret.ts';

/** Secrets of this user, encrypted with a key that lies in another folder. */
export interface SecretStore {
  /** Undefined when there is none with this id. Errors: PLAB_SECRET_STORE. */
  get(id: string): Promise<Secret | undefined>;
  set(id: string, secret: Secret): Promise<void>;
  /** False when there was none. */
  remove(id: string): Promise<boolean>;
  /** Ids and types, sorted by id; no values. */
  list(): Promise<{ readonly id: string; readonly type: SecretType }[]>;
}

export interface StorePaths {
  readonly store: string;
  /** 32 bytes, made when the first secret is set. */
  readonly key: string;
}

interface Sealed {
  readonly type: SecretType;
  readonly nonce: string;
  readonly tag: string;
  readonly data: string;
}

interface StoreFile {
  readonly version: 1;
  readonly secrets: Readonly<Record<string, Sealed>>;
}

/** AES-256-GCM; id and type are authenticated, so that no entry can be put under another name. Files are 0600. */
export function secretStore({ store, key }: StorePaths): SecretStore {
  const change = async (edit: (secrets: Record<string, Sealed>) => boolean): Promise<boolean> => {
    await mkdir(dirname(store), { recursive: true, mode: 0o700 });
    using _ = await takeLock(`${store}.lock`);
    const secrets = { ...(await readStore(store)).secrets };
    if (!edit(secrets)) return false;
    await replace(store, `${JSON.stringify({ version: 1, secrets }, null, 2)}\n`);
    return true;
  };
  return {
    async get(id) {
      const { secrets } = await readStore(store);
      const sealed = Object.hasOwn(secrets, id) ? secrets[id] : undefined;
      return sealed && open(id, sealed, await readKey(key), store);
    },
    async set(id, secret) {
      const sealed = seal(id, secret, await madeKey(key));
      await change((secrets) => {
        secrets[id] = sealed;
        return true;
      });
    },
    async remove(id) {
      return await change((secrets) => Object.hasOwn(secrets, id) && delete secrets[id]);
    },
    async list() {
      const { secrets } = await readStore(store);
      const entries = Object.entries(secrets).map(([id, { type }]) => ({ id, type }));
      return entries.sort((one, other) => (one.id < other.id ? -1 : 1));
    },
  };
}

function seal(id: string, secret: Secret, key: Buffer): Sealed {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound(id, secret.type));
  const data = Buffer.concat([cipher.update(JSON.stringify(secret)), cipher.final()]);
  const text = (bytes: Buffer): string => bytes.toString('base64');
  return { type: secret.type, nonce: text(nonce), tag: text(cipher.getAuthTag()), data: text(data) };
}

function open(id: string, { type, nonce, tag, data }: Sealed, key: Buffer, path: string): Secret {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes(nonce), { authTagLength: 16 });
    decipher.setAAD(bound(id, type)).setAuthTag(bytes(tag));
    return JSON.parse(Buffer.concat([decipher.update(bytes(data)), decipher.final()]).toString()) as Secret;
  } catch (cause) {
    throw badSecretStore(path, `“${id}” was not encrypted with this user's key, or was changed`, cause);
  }
}

const bound = (id: string, type: string): Buffer => Buffer.from(`plab\0${id}\0${type}`);

async function readStore(path: string): Promise<StoreFile> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return { version: 1, secrets: {} };
  const file = parsed(path, text);
  if (isStore(file)) return file;
  throw isRecord(file) && typeof file['version'] === 'number' && file['version'] > 1
    ? newerSecretStore(path, file['version'])
    : damagedSecretStore(path);
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw damagedSecretStore(path, cause);
  }
}

function isStore(file: unknown): file is StoreFile {
  if (!isRecord(file) || file['version'] !== 1 || !isRecord(file['secrets'])) return false;
  return Object.values(file['secrets']).every(isSealed);
}

function isSealed(entry: unknown): entry is Sealed {
  return (
    isRecord(entry) &&
    secretTypes.some((type) => type === entry['type']) &&
    ['nonce', 'tag', 'data'].every((name) => typeof entry[name] === 'string')
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function readKey(path: string): Promise<Buffer> {
  const key = await readFile(path).catch((cause: unknown) => {
    throw badSecretStore(path, 'the key cannot be read', cause);
  });
  if (key.length === 32) return key;
  throw badSecretStore(path, 'the key is not 32 bytes long');
}

/** The key; the first process that needs one makes it, whole from the beginning. */
async function madeKey(path: string): Promise<Buffer> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const fresh = `${path}.${randomUUID()}`;
  await writeFile(fresh, randomBytes(32), { mode: 0o600 });
  await link(fresh, path).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  await rm(fresh);
  await chmod(path, 0o600);
  return await readKey(path);
}

async function replace(path: string, text: string): Promise<void> {
  const fresh = `${path}.${randomUUID()}`;
  await writeFile(fresh, text, { mode: 0o600, flush: true });
  await rename(fresh, path);
}
