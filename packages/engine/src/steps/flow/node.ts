import { randomUUID } from 'node:crypto';
import { allocate, type Allocation } from '../../agents/allocate.ts';
import { atPlace } from '../../agents/place.ts';
import { inWorkspace } from '../../agents/workspace.ts';
import { say, type Site } from '../../build/build.ts';
import { endProcesses, nodeCookie } from '../../shell/cookie.ts';
import { defineStep, runBody, type Step } from '../step.ts';
import { makeFolder } from '../../workspace/make-folder.ts';

/** `node('label') { … }`: an executor on an agent and a workspace of its own. */
export const node: Step = defineStep('node', {
  dry: true,
  summary: (args) => args.label ?? '',
  async run(call) {
    const { site, id, args } = call;
    using allocation = await allocate(site, args.label ?? '');
    const cookie = randomUUID();
    const inside = onAgent(site, allocation, cookie);
    await makeFolder(inside.cwd);
    say({ ...site, step: id }, `Running on ${allocation.agent.name} in ${inside.cwd}`);
    const { guard } = site.build;
    guard.marks(cookie);
    try {
      return await atPlace(inside, allocation.agent.place, async (there) => await runBody(call, there));
    } finally {
      // What steps left behind ends with the node, as in Jenkins.
      if (!site.build.dryRun) await endProcesses(nodeCookie, cookie, site.build);
      guard.unmarks(cookie);
    }
  },
});

/** Nothing of the agent or container around is left. */
function onAgent(around: Site, { agent, executor, workspace }: Allocation, cookie: string): Site {
  const { launch: _, forget: __, remote: ___, ...site } = around;
  const labels = [agent.name, ...agent.labels.filter((label) => label !== agent.name)];
  return inWorkspace({ ...site, node: { name: agent.name, labels, workspace, executor } }, workspace, {
    ...agent.env,
    NODE_NAME: agent.name,
    NODE_LABELS: labels.join(' '),
    EXECUTOR_NUMBER: String(executor),
    [nodeCookie]: cookie,
  });
}
