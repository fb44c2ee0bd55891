import { parseJenkinsfile, type Pipeline } from '@pipeline-lab/jenkinsfile';
import type { Context } from '../context.ts';
import { readSource } from './read-source.ts';

/** The pipeline of a Jenkinsfile, `-` for the standard input. Rejects with all that is wrong when it is not valid. */
export async function readPipeline(context: Context, file: string): Promise<Pipeline> {
  const { name, source } = await readSource(context, file);
  return parseJenkinsfile(source, name);
}
