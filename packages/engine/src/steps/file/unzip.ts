import { resolve } from 'node:path';
import { launch } from '../../shell/run.ts';
import { unpacked } from '../archive-files.ts';
import type { Step } from '../step.ts';

export const unzip: Step = {
  name: 'unzip',
  main: 'zipFile',
  needs: 'node',
  async run(call) {
    const { parameters, site } = call;
    const file = resolve(site.cwd, parameters.text('zipFile'));
    if (parameters.flag('test'))
      return (await launch(site, call.id, { argv: ['unzip', '-tq', file] })).code === 0;
    const globs = parameters.has('glob') ? [parameters.text('glob')] : [];
    return await unpacked(call, ['unzip', '-oq', file, ...globs], '-d');
  },
};
