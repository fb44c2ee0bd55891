import { isAbsolute, join } from 'node:path';
import { inWorkspace } from '../../agents/workspace.ts';
import { say } from '../../build/build.ts';
import { defineStep, runBody, type Step } from '../step.ts';
import { makeFolder } from '../../workspace/make-folder.ts';

/** `ws('folder') { … }`: another workspace on the same agent. */
export const ws: Step = defineStep('ws', {
  needs: 'node',
  summary: (args) => args.dir,
  async run(call) {
    const { site, id, args } = call;
    const { node: around, build } = site;
    const dir = args.dir;
    const workspace = isAbsolute(dir) ? dir : join(build.stateDir, 'workspaces', dir);
    await makeFolder(workspace);
    say({ ...site, step: id }, `Running in ${workspace}`);
    const inside = inWorkspace(site, workspace, {});
    return await runBody(call, around === undefined ? inside : { ...inside, node: { ...around, workspace } });
  },
});
