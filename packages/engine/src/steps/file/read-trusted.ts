import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StepFailure } from '../../errors.ts';
import { objects } from '../../workspace/objects.ts';
import { defineStep, type Step, type StepCall } from '../step.ts';

/** A file as the commit of the build has it, whatever the workspace holds; it needs no node. */
export const readTrusted: Step = defineStep('readTrusted', {
  async run(call) {
    const text = await textOfCommit(call);
    if (text !== undefined) return text;
    throw new StepFailure(
      `readTrusted: the commit has no file ${call.args.path}`,
      'Check the path; it is relative to the root of the repository.',
    );
  },
});

async function textOfCommit({ site, args }: StepCall<'readTrusted'>): Promise<string | undefined> {
  const { source } = site.build;
  if (source === undefined) throw new StepFailure('readTrusted: this build has no repository');
  const path = join('/', args.path).slice(1);
  if (source.dirty) return await readFile(join(source.repository, path), 'utf8').catch(() => undefined);
  const [blob] = await objects(source.repository, [`${source.commit}:${path}`], site.signal);
  return blob?.type === 'blob' ? blob.content : undefined;
}
