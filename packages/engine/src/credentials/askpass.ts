import type { SecretFolder } from './bindings.ts';

/** Variables by which OpenSSH asks a script for the passphrase of a key, and nobody else; none for a key without one. */
export async function sshAskpass(
  passphrase: string | undefined,
  folder: SecretFolder,
): Promise<Record<string, string>> {
  if (passphrase === undefined) return {};
  const script = `#!/bin/sh\nprintf '%s\\n' "$PLAB_SSH_PASSPHRASE"\n`;
  return {
    SSH_ASKPASS: await folder.write('ssh-askpass.sh', script, 0o700),
    SSH_ASKPASS_REQUIRE: 'force',
    PLAB_SSH_PASSPHRASE: passphrase,
  };
}
