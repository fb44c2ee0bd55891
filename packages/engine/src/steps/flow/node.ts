import { allocate, type Allocation } from '../../agents/allocate.ts';
import { atPlace } from '../../agents/place.ts';
import { inWorkspace } from '../../agents/workspace.ts';
import type { Site } from '../../build/build.ts';
import { say } from '../../build/site.ts';
import { newNodeCookie, nodeCookie, type NodeCookie } from '../../shell/cookie.ts';
import { defineStep, runBody, type Step } from '../step.ts';
import { makeFolder } from '../../workspace/make-folder.ts';

/** `node('label') { … }`: an executor on an agent and a workspace of its own. */
export const node: Step = defineStep('node', {
  dry: true,
  summary: (args) => args.label ?? '',
  async run(call) {
    const { site, id, args } = call;
    using allocation = await allocate(site, args.label ?? '');
    // What steps left behind ends with the node, as in Jenkins.
    await using cookie = newNodeCookie(site.build);
    const inside = onAgent(site, allocation, cookie);
    makeFolder(inside.cwd);
    say({ ...site, step: id }, `Running on ${allocation.agent.name} in ${inside.cwd}`);
    return await atPlace(inside, allocation.agent.place, async (there) => await runBody(call, there));
  },
});

/** Nothing of the agent or container around is left. */
function onAgent(around: Site, { agent, executor, workspace }: Allocation, cookie: NodeCookie): Site {
  const { launch: _, forget: __, remote: ___, ...site } = around;
  const labels = [agent.name, ...agent.labels.filter((label) => label !== agent.name)];
  return inWorkspace(
    { ...site, node: { name: agent.name, labels, workspace, executor, cookie } },
    workspace,
    {
      ...agent.env,
      NODE_NAME: agent.name,
      NODE_LABELS: labels.join(' '),
      EXECUTOR_NUMBER: String(executor),
      [nodeCookie]: cookie.value,
    },
  );
}
