import { readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Site } from '../build/build.ts';
import { StepFailure } from '../errors.ts';
import { makeFolder } from '../workspace/make-folder.ts';

interface FileOrText {
  readonly file?: string;
  readonly text?: string;
}

/** What `file` or `text` of a step such as `readJSON` holds. */
export async function givenText(name: string, site: Site, { file, text }: FileOrText): Promise<string> {
  if ((text === undefined) === (file === undefined))
    throw new StepFailure(
      `${name}: either file or text must be given`,
      `Write ${name} file: 'path', or ${name} text: '…'.`,
    );
  if (file === undefined) return text ?? '';
  const path = resolve(site.cwd, file);
  return await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new StepFailure(
      `${name}: ${path} cannot be read`,
      'Check the path; it is relative to the present folder.',
      { cause },
    );
  });
}

/** Writes the file that a step such as `writeJSON` names, with the folders it needs. */
export async function writeText(
  name: string,
  site: Site,
  file: string | undefined,
  text: string,
): Promise<null> {
  if (file === undefined)
    throw new StepFailure(
      `${name}: a file must be given`,
      `Write ${name} file: 'path', or returnText: true.`,
    );
  const path = resolve(site.cwd, file);
  makeFolder(dirname(path));
  await writeFile(path, text);
  return null;
}
