import { textOf, type Value } from '@pipeline-lab/groovy';
import { keepArtifact } from '../../report/keep-artifact.ts';
import { antFiles } from '../../workspace/ant-files.ts';
import { defineStep, type Step, type StepCall } from '../step.ts';
import { note } from '../tell.ts';

/** Keeps the reports of analysers with the build; their issues are not read. */
export const recordIssues: Step = defineStep('recordIssues', {
  needs: 'node',
  async run(call) {
    const patterns = [...patternsIn(call, 'tools'), ...patternsIn(call, 'tool')];
    const files = patterns.length === 0 ? [] : await antFiles(call.site.cwd, patterns.join(','));
    for (const file of files) await keepArtifact(call.site, call.site.cwd, file, 'issues');
    note(call, `issues are not counted here; ${files.length} report files are kept with the artifacts`);
    return null;
  },
});

function patternsIn({ args }: StepCall<'recordIssues'>, name: string): string[] {
  const value = args[name] ?? null;
  const list: readonly Value[] = Array.isArray(value) ? value : [value];
  return list.flatMap((tool) =>
    tool instanceof Map && tool.has('pattern') ? [textOf(tool.get('pattern') ?? '')] : [],
  );
}
