import { toolFolder } from '../../agents/tools.ts';
import type { Step } from '../step.ts';

/** `tool 'maven-3'`, `tool(name: 'maven-3', type: 'maven')`: the folder of an installation. */
export const tool: Step = {
  name: 'tool',
  main: 'name',
  needs: 'node',
  summary: (parameters) => parameters.text('name'),
  run: async ({ site, parameters }) =>
    await toolFolder(
      site,
      parameters.has('type') ? parameters.text('type') : undefined,
      parameters.text('name'),
    ),
};
