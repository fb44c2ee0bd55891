import { textOf } from '@pipeline-lab/groovy';
import { StepFailure } from '../../errors.ts';
import { fileOperationNamed, fileOperationNames } from '../../workspace/file-operations.ts';
import { defineStep, type Step } from '../step.ts';
import { said } from '../tell.ts';

/** `fileOperations([fileCopyOperation(includes: '*.txt', targetLocation: 'out'), folderCreateOperation('x')])` */
export const fileOperations: Step = defineStep('fileOperations', {
  needs: 'node',
  summary: () => '',
  async run(call) {
    const { site, args } = call;
    for (const entry of args.fileOperations) {
      const name = textOf((entry instanceof Map ? entry.get('$class') : entry) ?? '').replace(/^.*\./, '');
      const operation = entry instanceof Map ? fileOperationNamed(name) : undefined;
      if (operation === undefined || !(entry instanceof Map)) throw unknown(name);
      const given = (field: string): string => textOf(entry.get(field) ?? '');
      said(call, `${name}: ${await operation(site.cwd, given)}`);
    }
    return null;
  },
});

function unknown(name: string): StepFailure {
  return new StepFailure(
    `fileOperations: ${name} does not run here`,
    `Use ${fileOperationNames.join(', ')}, or \`sh\`.`,
  );
}
