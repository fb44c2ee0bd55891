import { resolve } from 'node:path';
import { StepFailure } from '../../errors.ts';
import { keepArtifact } from '../../report/keep-artifact.ts';
import { antFiles } from '../../workspace/ant-files.ts';
import { defineStep, type Step } from '../step.ts';
import { said } from '../tell.ts';

/** Keeps the pages of a report with the build's artifacts. */
export const publishHTML: Step = defineStep('publishHTML', {
  needs: 'node',
  summary: ({ target }) => target.reportName ?? '',
  async run(call) {
    const { target } = call.args;
    const folder = resolve(call.site.cwd, target.reportDir ?? '.');
    const name = target.reportName ?? 'HTML Report';
    const files = await antFiles(folder, target.includes ?? '**/*', {
      followLinks: true,
      signal: call.site.signal,
    });
    if (files.length === 0 && target.allowMissing !== true)
      throw new StepFailure(
        `Specified HTML directory '${folder}' does not exist.`,
        'Check `reportDir`, or give `allowMissing: true`.',
      );
    for (const file of files)
      await keepArtifact(call.site, folder, file, name.replaceAll(/[^\w.-]/g, '_').replace(/^\.+/, '_'));
    said(call, `[htmlpublisher] Archiving ${files.length} files of ${name}`);
    return null;
  },
});
