import { temporaryFolder } from '../../workspace/temporary.ts';
import type { Step } from '../step.ts';

export const pwd: Step = {
  name: 'pwd',
  summary: () => '',
  run: async ({ site, parameters }) => (parameters.flag('tmp') ? temporaryFolder(site) : site.cwd),
};
