import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall, mayInstall } from '@pipeline-lab/image';
import type { Context } from './context.ts';
import { noSshClient } from './errors.ts';

const programs = ['ssh', 'ssh-keygen'];

/** Makes sure that there is an SSH client; installs it by apt where that may be. Errors: PLAB_NO_SSH. */
export async function ensureSshClient({ env, say, signal }: Context): Promise<void> {
  const folders = (env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  const missing = programs.filter((program) => !folders.some((folder) => existsSync(join(folder, program))));
  if (missing.length === 0) return;
  if (!mayInstall()) throw noSshClient(missing);
  say('no SSH client here: installing openssh-client by apt');
  await aptInstall(['openssh-client'], signal);
}
