import { readFile, writeFile } from 'node:fs/promises';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { StepFailure } from '../errors.ts';
import type { StepCall } from './step.ts';

/** What `file` or `text` of a step such as `readJSON` holds. */
export async function givenText({ name, site, parameters }: StepCall): Promise<string> {
  if (parameters.has('text') === parameters.has('file'))
    throw new StepFailure(
      `${name}: either file or text must be given`,
      `Write ${name} file: 'path', or ${name} text: '…'.`,
    );
  if (parameters.has('text')) return parameters.text('text');
  const path = resolve(site.cwd, parameters.text('file'));
  return await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new StepFailure(
      `${name}: ${path} cannot be read`,
      'Check the path; it is relative to the present folder.',
      { cause },
    );
  });
}

/** Writes a file of the workspace, with the folders it needs. */
export async function writeText(call: StepCall, file: string, text: string): Promise<null> {
  const path = resolve(call.site.cwd, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return null;
}
