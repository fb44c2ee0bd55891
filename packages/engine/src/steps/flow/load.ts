import { resolve } from 'node:path';
import { loadGroovyFile } from '../../libraries/load.ts';
import type { Step } from '../step.ts';

/** `def helper = load 'helper.groovy'`: what the file's last statement gives, often `this`. */
export const load: Step = {
  name: 'load',
  main: 'path',
  needs: 'node',
  async run({ site, parameters }) {
    return (await loadGroovyFile(site, resolve(site.cwd, parameters.text('path')))).value;
  },
};
