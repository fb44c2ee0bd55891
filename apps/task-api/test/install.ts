import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Installs Debian packages that a test needs, without those that are only recommended. Throws where it may not. */
export async function install(...packages: string[]): Promise<void> {
  if (process.getuid?.() !== 0)
    throw new Error(`this test needs ${packages.join(' ')}: sudo apt-get install ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  await run('apt-get', [...wait, 'update'], { env });
  await run('apt-get', [...wait, 'install', '-y', '--no-install-recommends', ...packages], { env });
}
