import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const pidFile = (folder: string): string => join(folder, 'pid');

/** Notes which process runs the build of a folder. */
export async function notePid(folder: string, pid: number): Promise<void> {
  await writeFile(pidFile(folder), `${pid}\n`, { mode: 0o600 });
}

/** The process of a build; undefined when none was noted. */
export async function pidOf(folder: string): Promise<number | undefined> {
  const text = await readFile(pidFile(folder), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

/** True while a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
