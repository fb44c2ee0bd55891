import { inStage } from '../../stages/in-stage.ts';
import { idInside } from '../../stages/ids.ts';
import { runBody, type Step } from '../step.ts';

/** `stage('x') { … }` inside of a script. */
export const stage: Step = {
  name: 'stage',
  main: 'name',
  async run(call) {
    const { site, parameters } = call;
    const name = parameters.text('name');
    const own = { ...site, env: { ...site.env, STAGE_NAME: name } };
    return await inStage(
      own,
      { name, id: idInside(site, name) },
      async (inside) => await runBody(call, inside),
    );
  },
};
