import { StepFailure } from '../../errors.ts';
import { launch } from '../../shell/run.ts';
import { scriptFile } from '../../shell/script.ts';
import { temporaryFolder } from '../../workspace/temporary.ts';
import { defineStep, type Step } from '../step.ts';

export const sh: Step = defineStep('sh', {
  needs: 'node',
  summary: ({ label = '', script }) => (label === '' ? script : label),
  async run({ site, id, args }) {
    const { script: text, returnStdout: capture = false, returnStatus = false, encoding = 'utf-8' } = args;
    if (capture && returnStatus)
      throw new StepFailure(
        'you may not set both returnStatus and returnStdout',
        'Use one of them; for both, let the script print its status.',
      );
    using script = scriptFile(text, temporaryFolder(site));
    const { code, stdout } = await launch(site, id, { argv: script.argv, capture, encoding });
    if (returnStatus) return code;
    if (code !== 0) throw new StepFailure(`script returned exit code ${code}`);
    return capture ? stdout : null;
  },
});
