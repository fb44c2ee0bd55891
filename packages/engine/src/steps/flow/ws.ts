import { resolve } from 'node:path';
import { inWorkspace } from '../../agents/workspace.ts';
import { say } from '../../build/site.ts';
import { claimWorkspace, workspacesIn } from '../../workspace/claim.ts';
import { makeFolder } from '../../workspace/make-folder.ts';
import { defineStep, runBody, type Step } from '../step.ts';

/** `ws('folder') { … }`: another workspace on the same agent; `folder@2` while another build is in it. */
export const ws: Step = defineStep('ws', {
  needs: 'node',
  summary: (args) => args.dir,
  async run(call) {
    const { site, id, args } = call;
    const { node: around, build } = site;
    using claimed = await claimWorkspace(build.stateDir, resolve(workspacesIn(build.stateDir), args.dir));
    const workspace = claimed.folder;
    makeFolder(workspace);
    say({ ...site, step: id }, `Running in ${workspace}`);
    const inside = inWorkspace(site, workspace, {});
    return await runBody(call, around === undefined ? inside : { ...inside, node: { ...around, workspace } });
  },
});
