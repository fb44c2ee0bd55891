import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { readPlabFile } from '../run/plab-file.ts';

/** The steps that the repository itself brings: `vars/`, and the folders of libraries and the plugins of plab.yml. */
export async function ownSteps(folder: string): Promise<string[]> {
  const { libraries = [], steps = {} } = await readPlabFile(join(folder, 'plab.yml'));
  const folders = [folder, ...libraries.map(({ source }) => resolve(folder, source))];
  const variables = await Promise.all(folders.map(async (each) => await variablesIn(join(each, 'vars'))));
  return [...Object.keys(steps), ...variables.flat()];
}

async function variablesIn(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch(() => []);
  return files.filter((file) => file.endsWith('.groovy')).map((file) => basename(file, '.groovy'));
}
