import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Opens a secret address as the desktop does; gives what removes the traces of it. Every user of a machine sees the
 * arguments of all programs, so the browser gets the name of a file. Rejects when there is no program for that.
 */
export async function openInBrowser(url: string, env: NodeJS.ProcessEnv): Promise<() => Promise<void>> {
  const { file, remove } = await fileLeadingTo(url);
  const program = process.platform === 'darwin' ? 'open' : 'xdg-open';
  try {
    const child = spawn(program, [pathToFileURL(file).href], { stdio: 'ignore', detached: true, env });
    await once(child, 'spawn');
    child.unref();
    return remove;
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A page that this user alone can read, and that leads on to an address. */
export async function fileLeadingTo(url: string): Promise<{ file: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'plab-open-'));
  const file = join(folder, 'dashboard.html');
  const text = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${url}"><title>plab</title><a href="${url}">The page</a>\n`;
  await writeFile(file, text, { mode: 0o600 });
  return { file, remove: async () => await rm(folder, { recursive: true, force: true }) };
}
