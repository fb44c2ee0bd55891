import { bind, withSecretFolder } from '../../credentials/bindings.ts';
import { defineStep, runBody, type Step } from '../step.ts';

/** `withCredentials([string(credentialsId: 'id', variable: 'TOKEN')]) { … }` */
export const withCredentials: Step = defineStep('withCredentials', {
  needs: 'node',
  run: async (call) =>
    await withSecretFolder(call.site, async (folder) => {
      const bindings = call.args.bindings;
      const env = { ...call.site.env };
      for (const entry of Array.isArray(bindings) ? bindings : [bindings])
        Object.assign(env, await bind(call.site, entry, folder));
      return await runBody(call, { ...call.site, env });
    }),
});
