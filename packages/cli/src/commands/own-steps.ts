import { readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { readPlabFile } from '../run/plab-file.ts';

/** The steps that the repository itself brings: `vars/`, and the folders of libraries and the plugins of plab.yml. */
export async function ownSteps(folder: string): Promise<string[]> {
  const { libraries = [], steps = {} } = await readPlabFile(join(folder, 'plab.yml'));
  const folders = [folder, ...libraries.map(({ source }) => resolve(folder, source))];
  return [...Object.keys(steps), ...folders.flatMap((each) => variablesIn(join(each, 'vars')))];
}

function variablesIn(folder: string): string[] {
  let files: string[];
  try {
    files = readdirSync(folder);
  } catch {
    return [];
  }
  return files.filter((file) => file.endsWith('.groovy')).map((file) => basename(file, '.groovy'));
}
