import { homedir } from 'node:os';
import { join } from 'node:path';
import { noCredential, secretVariable, wrongCredential } from './errors.ts';
import type { Secret, SecretType } from './secret.ts';
import { secretStore, type StorePaths } from './store.ts';

/** Finds the credentials that a build asks for. */
export interface Credentials {
  /** Of any type. Rejects with a StepFailure when there is none. */
  find(id: string): Promise<Secret>;
  /** Of one type; plain text from the environment or a file is read as that type. */
  findAs<Type extends SecretType>(id: string, type: Type): Promise<Extract<Secret, { type: Type }>>;
}

export interface CredentialSources {
  readonly env: NodeJS.ProcessEnv;
  /** Plain text by id, such as from a file of the user's. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly stateDir: string;
}

/** Where this user's secrets are: the encrypted ones beside the builds, their key in the configuration. */
export function storePaths({ env, stateDir }: CredentialSources): StorePaths {
  const config = env['XDG_CONFIG_HOME'] || join(env['HOME'] || homedir(), '.config');
  return { store: join(stateDir, 'secrets.json'), key: join(config, 'plab', 'key') };
}

/** First what was given, then the variables `PLAB_SECRET_…`, then the store. */
export function credentialsFrom(sources: CredentialSources): Credentials {
  const store = secretStore(storePaths(sources));
  const find = async (id: string): Promise<Secret & { readonly untyped?: true }> => {
    const given = sources.secrets ?? {};
    const text = (Object.hasOwn(given, id) ? given[id] : undefined) ?? sources.env[secretVariable(id)];
    if (text !== undefined) return { type: 'string', value: text, untyped: true };
    const secret = await store.get(id);
    if (secret === undefined) throw noCredential(id);
    return secret;
  };
  return {
    find,
    async findAs<Type extends SecretType>(id: string, type: Type) {
      const found = await find(id);
      const secret = found.type === 'string' && found.untyped ? readAs(type, id, found.value) : found;
      if (secret.type !== type) throw wrongCredential(id, secret.type, type);
      return secret as Extract<Secret, { type: Type }>;
    },
  };
}

function readAs(type: SecretType, id: string, text: string): Secret {
  switch (type) {
    case 'string':
      return { type, value: text };
    case 'usernamePassword': {
      const [username = '', ...password] = text.split(':');
      return { type, username, password: password.join(':') };
    }
    case 'file':
      return { type, name: id, base64: Buffer.from(text).toString('base64') };
    case 'sshUserPrivateKey':
      return { type, username: '', key: text };
  }
}
