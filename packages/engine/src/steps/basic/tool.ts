import { toolFolder } from '../../agents/tools.ts';
import { defineStep, type Step } from '../step.ts';

/** `tool 'maven-3'`, `tool(name: 'maven-3', type: 'maven')`: the folder of an installation. */
export const tool: Step = defineStep('tool', {
  needs: 'node',
  summary: (args) => args.name,
  run: async ({ site, args }) =>
    await toolFolder(site, args.type !== undefined ? args.type : undefined, args.name),
});
