import { textOf } from '@pipeline-lab/groovy';
import { hide } from '../../credentials/bindings.ts';
import { type KeyAgent, startKeyAgent } from '../../credentials/key-agent.ts';
import { said } from '../tell.ts';
import { defineStep, runBody, type Step, type StepCall } from '../step.ts';

/** A real ssh-agent for the block, on the machine where its programs run. */
export const sshagent: Step = defineStep('sshagent', {
  needs: 'node',
  summary: ({ credentials }) => credentials.map(textOf).join(', '),
  async run(call) {
    const { site, args } = call;
    const agent = await startKeyAgent(site);
    said(call, '[ssh-agent] Started.');
    try {
      for (const id of args.credentials.map(textOf)) await addKey(call, agent, id);
      return await runBody(call, { ...site, env: { ...site.env, ...agent.env } });
    } finally {
      await agent[Symbol.asyncDispose]();
      said(call, '[ssh-agent] Stopped.');
    }
  },
});

async function addKey(call: StepCall<'sshagent'>, agent: KeyAgent, id: string): Promise<void> {
  const { site, args } = call;
  const secret = await site.build.credentials.findAs(id, 'sshUserPrivateKey').catch((error: unknown) => {
    if (args.ignoreMissing === true) return undefined;
    throw error;
  });
  if (secret === undefined) return;
  hide(site, id, secret);
  await agent.add(secret);
  const user = secret.username === '' ? '' : `${secret.username} `;
  said(call, `[ssh-agent] Using credentials ${user}(${id})`);
}
