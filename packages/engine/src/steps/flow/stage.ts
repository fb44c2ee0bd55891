import { inStage } from '../../stages/in-stage.ts';
import { idInside } from '../../stages/ids.ts';
import { defineStep, runBody, type Step } from '../step.ts';

/** `stage('x') { … }` inside of a script. */
export const stage: Step = defineStep('stage', {
  async run(call) {
    const { site, args } = call;
    const name = args.name;
    const own = { ...site, env: { ...site.env, STAGE_NAME: name } };
    return await inStage(
      own,
      { name, id: idInside(site, name) },
      async (inside) => await runBody(call, inside),
    );
  },
});
