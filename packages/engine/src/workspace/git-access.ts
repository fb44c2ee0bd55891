import { gitAskpass, hide, type SecretFolder } from '../credentials/bindings.ts';
import { commandLine } from '../shell/words.ts';
import type { Secret } from '../credentials/secret.ts';
import type { Site } from '../build/build.ts';

/** The variables with which git reaches a remote as a credential allows: user and password, or a key for SSH. */
export async function gitAccess(
  site: Site,
  credentialsId: string,
  files: SecretFolder,
): Promise<Readonly<Record<string, string>>> {
  if (credentialsId === '') return { GIT_TERMINAL_PROMPT: '0' };
  const { credentials } = site.build;
  const found = await credentials.find(credentialsId);
  const isKey =
    found.type === 'sshUserPrivateKey' || (found.type === 'string' && found.value.startsWith('-----BEGIN'));
  if (isKey) {
    const secret = await credentials.findAs(credentialsId, 'sshUserPrivateKey');
    hide(site, credentialsId, secret);
    return await sshAccess(secret, files);
  }
  const secret = await credentials.findAs(credentialsId, 'usernamePassword');
  hide(site, credentialsId, secret);
  return await gitAskpass(secret, files);
}

/** An unknown host is refused: nobody is there who could be asked. */
async function sshAccess(
  { username, key, passphrase }: Extract<Secret, { type: 'sshUserPrivateKey' }>,
  files: SecretFolder,
): Promise<Record<string, string>> {
  const file = await files.write('git-key', `${key.trimEnd()}\n`);
  const user = username === '' ? [] : ['-l', username];
  const words = ['ssh', '-i', file, '-o', 'IdentitiesOnly=yes', '-o', 'StrictHostKeyChecking=yes', ...user];
  return {
    GIT_TERMINAL_PROMPT: '0',
    GIT_SSH_COMMAND: commandLine(words),
    GIT_SSH_VARIANT: 'ssh',
    ...(passphrase === undefined ? {} : await askpass(passphrase, files)),
  };
}

async function askpass(passphrase: string, files: SecretFolder): Promise<Record<string, string>> {
  const script = '#!/bin/sh\nprintf %s "$PLAB_PASSPHRASE"\n';
  return {
    SSH_ASKPASS: await files.write('askpass.sh', script, 0o700),
    SSH_ASKPASS_REQUIRE: 'force',
    PLAB_PASSPHRASE: passphrase,
  };
}
