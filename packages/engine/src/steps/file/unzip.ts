import { resolve } from 'node:path';
import { launch } from '../../shell/run.ts';
import { unpacked } from '../archive-files.ts';
import { defineStep, type Step } from '../step.ts';

export const unzip: Step = defineStep('unzip', {
  needs: 'node',
  async run(call) {
    const { args, site } = call;
    const file = resolve(site.cwd, args.zipFile);
    if (args.test) return (await launch(site, call.id, { argv: ['unzip', '-tq', file] })).code === 0;
    const globs = args.glob !== undefined ? [args.glob] : [];
    return await unpacked(call, ['unzip', '-oq', file, ...globs], '-d');
  },
});
