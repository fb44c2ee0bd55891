import { copyFile, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stageOf } from '../build/build.ts';
import { StepFailure } from '../errors.ts';
import { antFiles } from '../workspace/ant-files.ts';
import { said } from './flow.ts';
import type { Step, StepCall } from './step.ts';

export const archiveArtifacts: Step = {
  name: 'archiveArtifacts',
  main: 'artifacts',
  needs: 'node',
  async run(call) {
    const { site, parameters } = call;
    said(call, 'Archiving artifacts');
    if (parameters.flag('onlyIfSuccessful') && (site.build.state.result ?? 'SUCCESS') !== 'SUCCESS') {
      said(call, 'Skipped archiving because build is not successful');
      return null;
    }
    const patterns = parameters.text('artifacts');
    const files = await antFiles(site.cwd, patterns, {
      excludes: parameters.text('excludes', ''),
      defaultExcludes: parameters.flag('defaultExcludes', true),
      caseSensitive: parameters.flag('caseSensitive', true),
    });
    const problem = `No artifacts found that match the file pattern "${patterns}". Configuration error?`;
    if (files.length === 0 && !parameters.flag('allowEmptyArchive'))
      throw new StepFailure(problem, 'Check the pattern; it is relative to the present folder.');
    if (files.length === 0) said(call, problem);
    for (const file of files) await archiveFile(call, site.cwd, file);
    return null;
  },
};

/** Keeps one file of a folder with the build, at the same relative path below `inside`. */
export async function archiveFile(
  { site }: StepCall,
  folder: string,
  file: string,
  inside = '',
): Promise<void> {
  const path = join(inside, file);
  const target = join(site.build.folder, 'artifacts', path);
  await mkdir(dirname(target), { recursive: true });
  await copyFile(join(folder, file), target);
  site.build.emit({ type: 'artifact', ...stageOf(site), path, bytes: (await stat(target)).size });
}
