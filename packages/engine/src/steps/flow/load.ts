import { resolve } from 'node:path';
import { loadGroovyFile } from '../../libraries/load.ts';
import { defineStep, type Step } from '../step.ts';

/** `def helper = load 'helper.groovy'`: what the file's last statement gives, often `this`. */
export const load: Step = defineStep('load', {
  needs: 'node',
  async run({ site, args }) {
    return (await loadGroovyFile(site, resolve(site.cwd, args.path))).value;
  },
});
