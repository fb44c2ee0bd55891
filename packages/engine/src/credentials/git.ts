import type { Site } from '../build/build.ts';
import { environmentAt } from '../build/site.ts';
import { quoted } from '../shell/words.ts';
import { sshAskpass } from './askpass.ts';
import { gitAskpass, hide, type SecretFolder } from './bindings.ts';
import type { Secret } from './secret.ts';

/**
 * The variables by which git logs in to a server as a credential says: a user's key for addresses of SSH, user and
 * password for others. No secret is in an argument, a URL or the repository's configuration. Rejects with a StepFailure
 * when there is no such credential.
 */
export async function gitLogin(
  site: Site,
  id: string,
  url: string,
  folder: SecretFolder,
): Promise<Record<string, string>> {
  if (id === '') return { GIT_TERMINAL_PROMPT: '0' };
  const { credentials } = site.build;
  if (!/^(?:(?:git\+)?ssh:\/\/|[^/:]+:(?!\/\/))/.test(url)) {
    const secret = await credentials.findAs(id, 'usernamePassword');
    hide(site, id, secret);
    return await gitAskpass(secret, folder);
  }
  const secret = await credentials.findAs(id, 'sshUserPrivateKey');
  hide(site, id, secret);
  return await sshLogin(environmentAt(site)['GIT_SSH_COMMAND'] ?? 'ssh', secret, url, folder);
}

/** The host has to be a known one, and no other key is tried. */
async function sshLogin(
  ssh: string,
  { username, key, passphrase }: Extract<Secret, { type: 'sshUserPrivateKey' }>,
  url: string,
  folder: SecretFolder,
): Promise<Record<string, string>> {
  const file = await folder.write('git-key', `${key.trimEnd()}\n`);
  const user = username === '' || url.includes('@') ? '' : ` -l ${quoted(username)}`;
  const batch = passphrase === undefined ? ' -o BatchMode=yes' : '';
  return {
    GIT_SSH_COMMAND: `${ssh} -i ${quoted(file)} -o IdentitiesOnly=yes${batch}${user}`,
    GIT_TERMINAL_PROMPT: '0',
    ...(await sshAskpass(passphrase, folder)),
  };
}
