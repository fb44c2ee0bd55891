import { resolve } from 'node:path';
import { textOf, type Value } from '@pipeline-lab/groovy';
import { StepFailure } from '../errors.ts';
import { antFiles } from '../workspace/ant-files.ts';
import { archiveFile } from './artifacts.ts';
import { note, said } from './flow.ts';
import type { Step, StepCall } from './step.ts';

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
    for (const file of files) await archiveFile(call, folder, file, name.replaceAll(/[^\w.-]/g, '_'));
    said(call, `[htmlpublisher] Archiving ${files.length} files of ${name}`);
    return null;
  },
};

/** Keeps the reports of analysers with the build; their issues are not read. */
export const recordIssues: Step = {
  name: 'recordIssues',
  needs: 'node',
  summary: () => '',
  async run(call) {
    const patterns = [...patternsIn(call, 'tools'), ...patternsIn(call, 'tool')];
    const files = patterns.length === 0 ? [] : await antFiles(call.site.cwd, patterns.join(','));
    for (const file of files) await archiveFile(call, call.site.cwd, file, 'issues');
    note(call, `issues are not counted here; ${files.length} report files are kept with the artifacts`);
    return null;
  },
};

function patternsIn({ parameters }: StepCall, name: string): string[] {
  const value = parameters.value(name);
  const list: readonly Value[] = Array.isArray(value) ? value : [value];
  return list.flatMap((tool) =>
    tool instanceof Map && tool.has('pattern') ? [textOf(tool.get('pattern') ?? '')] : [],
  );
}
