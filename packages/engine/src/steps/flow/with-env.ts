import { environmentAt } from '../../build/site.ts';
import { textOf } from '@pipeline-lab/groovy';
import { StepFailure } from '../../errors.ts';
import { defineStep, runBody, type Step } from '../step.ts';

export const withEnv: Step = defineStep('withEnv', {
  dry: true,
  summary: ({ overrides }) => overrides.map((entry) => textOf(entry).split('=')[0]).join(', '),
  async run(call) {
    const env: Record<string, string> = { ...call.site.env };
    const usual = environmentAt(call.site)['PATH'] ?? '';
    for (const entry of call.args.overrides.map(textOf)) {
      const at = entry.indexOf('=');
      if (at < 1)
        throw new StepFailure(
          `withEnv: “${entry}” is not NAME=value`,
          "Write withEnv(['NAME=value']) { … }.",
        );
      const name = entry.slice(0, at);
      const value = entry.slice(at + 1);
      // Jenkins: PATH+ANYTHING puts a folder in front of PATH.
      if (name.startsWith('PATH+')) env['PATH'] = `${value}:${env['PATH'] ?? usual}`;
      else env[name] = value;
    }
    return await runBody(call, { ...call.site, env });
  },
});
