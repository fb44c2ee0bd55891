import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Opens an address as the desktop does. Rejects when there is no program for that. */
export async function openInBrowser(url: string): Promise<void> {
  const program = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const child = spawn(program, [url], { stdio: 'ignore', detached: true });
  await once(child, 'spawn');
  child.unref();
}
