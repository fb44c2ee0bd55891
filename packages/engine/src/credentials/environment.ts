import type { Site } from '../build/build.ts';
import { hide, type SecretFolder, withSecretFolder } from './bindings.ts';
import type { Secret } from './secret.ts';

/** Runs work with the variables of `NAME = credentials('id')`. */
export async function bindCredential(
  site: Site,
  name: string,
  id: string,
  work: (site: Site) => Promise<void>,
): Promise<void> {
  const secret = await site.build.credentials.find(id);
  hide(site, id, secret);
  await withSecretFolder(site, async (folder) => {
    await work({ ...site, env: { ...site.env, ...(await variables(name, secret, folder)) } });
  });
}

/** https://www.jenkins.io/doc/book/pipeline/syntax/#supported-credentials-type */
async function variables(
  name: string,
  secret: Secret,
  folder: SecretFolder,
): Promise<Record<string, string>> {
  switch (secret.type) {
    case 'string':
      return { [name]: secret.value };
    case 'usernamePassword': {
      const { username, password } = secret;
      return { [name]: `${username}:${password}`, [`${name}_USR`]: username, [`${name}_PSW`]: password };
    }
    case 'file':
      return { [name]: await folder.write(secret.name, Buffer.from(secret.base64, 'base64')) };
    case 'sshUserPrivateKey':
      return {
        [name]: await folder.write(`ssh-key-${name}`, `${secret.key.trimEnd()}\n`),
        [`${name}_USR`]: secret.username,
        [`${name}_PSW`]: secret.passphrase ?? '',
      };
  }
}
