import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { parseJenkinsfile, type Pipeline } from '@pipeline-lab/jenkinsfile';
import type { Context } from '../context.ts';
import { unreadable } from '../errors.ts';

/** The pipeline of a Jenkinsfile. Rejects with all that is wrong when it is not valid. */
export async function readPipeline({ cwd }: Context, file: string): Promise<Pipeline> {
  const name = relative(cwd, resolve(cwd, file));
  const source = await readFile(resolve(cwd, file), 'utf8').catch((error: unknown) => {
    throw unreadable(name, error);
  });
  return parseJenkinsfile(source, name);
}
