import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Interruption } from '../errors.ts';
import { abort } from '../process/start.ts';
import { isAlive, processOf } from './process.ts';

const markIn = (folder: string): string => join(folder, 'superseded');

/**
 * Aborts an older build of a job that a newer one takes the place of. However many newer builds want that, it is asked
 * once: what it is asked a second time is to end without its `post` blocks.
 */
export async function supersede(folder: string, by: number): Promise<void> {
  const process = await processOf(folder);
  if (!isAlive(process)) return;
  try {
    await writeFile(markIn(folder), String(by), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
    throw error;
  }
  abort({ job: '', number: Number(basename(folder)), folder, ...process });
}

/** Why a build is to end when a newer one took its place; undefined when none did. In Jenkins' words and with its result. */
export function supersededIn(folder: string): Interruption | undefined {
  try {
    return superseded(Number(readFileSync(markIn(folder), 'utf8')));
  } catch {
    return undefined;
  }
}

export function superseded(by: number): Interruption {
  return new Interruption('superseded', `Superseded by #${by}`, { result: 'NOT_BUILT' });
}
