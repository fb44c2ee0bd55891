import { resolve } from 'node:path';
import { textOf } from '@pipeline-lab/groovy';
import { StepFailure } from '../../errors.ts';
import { keepArtifact } from '../../report/keep-artifact.ts';
import { antFiles } from '../../workspace/ant-files.ts';
import type { Step } from '../step.ts';
import { said } from '../tell.ts';

/** Keeps the pages of a report with the build's artifacts. */
export const publishHTML: Step = {
  name: 'publishHTML',
  main: 'target',
  needs: 'node',
  summary: (parameters) => parameters.text('reportName', ''),
  async run(call) {
    const target = call.parameters.value('target');
    const given = (name: string, usual = ''): string =>
      textOf((target instanceof Map ? target.get(name) : call.parameters.value(name)) ?? usual);
    const folder = resolve(call.site.cwd, given('reportDir', '.'));
    const name = given('reportName', 'HTML Report');
    const files = await antFiles(folder, given('includes', '**/*'));
    if (files.length === 0 && given('allowMissing', 'false') !== 'true')
      throw new StepFailure(
        `Specified HTML directory '${folder}' does not exist.`,
        'Check `reportDir`, or give `allowMissing: true`.',
      );
    for (const file of files) await keepArtifact(call.site, folder, file, name.replaceAll(/[^\w.-]/g, '_'));
    said(call, `[htmlpublisher] Archiving ${files.length} files of ${name}`);
    return null;
  },
};
