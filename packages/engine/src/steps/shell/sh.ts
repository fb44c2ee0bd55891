import { StepFailure } from '../../errors.ts';
import { launch } from '../../shell/run.ts';
import { scriptFile } from '../../shell/script.ts';
import { temporaryFolder } from '../../workspace/temporary.ts';
import type { Step } from '../step.ts';

export const sh: Step = {
  name: 'sh',
  main: 'script',
  needs: 'node',
  summary: (parameters) => parameters.text('label', '') || parameters.text('script'),
  async run({ site, id, parameters }) {
    const capture = parameters.flag('returnStdout');
    const status = parameters.flag('returnStatus');
    if (capture && status)
      throw new StepFailure(
        'you may not set both returnStatus and returnStdout',
        'Use one of them; for both, let the script print its status.',
      );
    using script = scriptFile(parameters.text('script'), temporaryFolder(site), id);
    const encoding = parameters.text('encoding', 'utf-8');
    const { code, stdout } = await launch(site, id, { argv: script.argv, capture, encoding });
    if (status) return code;
    if (code !== 0) throw new StepFailure(`script returned exit code ${code}`);
    return capture ? stdout : null;
  },
};
