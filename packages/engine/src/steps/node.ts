import { isAbsolute, join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { allocate, type Allocation } from '../agents/allocate.ts';
import { atPlace } from '../agents/place.ts';
import { say, type Site } from '../build/build.ts';
import { runBody, type Step } from './step.ts';

/** `node('label') { … }`: an executor on an agent and a workspace of its own. */
export const node: Step = {
  name: 'node',
  main: 'label',
  summary: (parameters) => parameters.text('label', ''),
  async run(call) {
    const { site, id, parameters } = call;
    using allocation = await allocate(site, parameters.text('label', ''));
    const inside = onAgent(site, allocation);
    await mkdir(inside.cwd, { recursive: true });
    say({ ...site, step: id }, `Running on ${allocation.agent.name} in ${inside.cwd}`);
    return await atPlace(inside, allocation.agent.place, async (there) => await runBody(call, there));
  },
};

function onAgent(site: Site, { agent, executor, workspace }: Allocation): Site {
  const labels = [agent.name, ...agent.labels.filter((label) => label !== agent.name)];
  return inWorkspace({ ...site, node: { name: agent.name, labels, workspace, executor } }, workspace, {
    ...agent.env,
    NODE_NAME: agent.name,
    NODE_LABELS: labels.join(' '),
    EXECUTOR_NUMBER: String(executor),
  });
}

function inWorkspace(site: Site, workspace: string, more: Readonly<Record<string, string>>): Site {
  const env = { ...site.env, ...more, WORKSPACE: workspace, WORKSPACE_TMP: `${workspace}@tmp` };
  return { ...site, cwd: workspace, env };
}

/** `ws('folder') { … }`: another workspace on the same agent. */
export const ws: Step = {
  name: 'ws',
  main: 'dir',
  needs: 'node',
  summary: (parameters) => parameters.text('dir'),
  async run(call) {
    const { site, id, parameters } = call;
    const { node: around, build } = site;
    const dir = parameters.text('dir');
    const workspace = isAbsolute(dir) ? dir : join(build.stateDir, 'workspaces', dir);
    await mkdir(workspace, { recursive: true });
    say({ ...site, step: id }, `Running in ${workspace}`);
    const inside = inWorkspace(site, workspace, {});
    return await runBody(call, around === undefined ? inside : { ...inside, node: { ...around, workspace } });
  },
};
