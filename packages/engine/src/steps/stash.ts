import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StepFailure } from '../errors.ts';
import { antFiles } from '../workspace/ant-files.ts';
import { said } from './flow.ts';
import type { Step, StepCall } from './step.ts';

/** Keeps files beside the journal of the build, whatever happens to the workspace. */
export const stash: Step = {
  name: 'stash',
  main: 'name',
  needs: 'node',
  async run(call) {
    const { site, parameters } = call;
    const files = await antFiles(site.cwd, parameters.text('includes', '**'), {
      excludes: parameters.text('excludes', ''),
      defaultExcludes: parameters.flag('useDefaultExcludes', true),
    });
    if (files.length === 0 && !parameters.flag('allowEmpty'))
      throw new StepFailure(
        `No files included in stash ‘${parameters.text('name')}’`,
        'Check `includes`, or give `allowEmpty: true`.',
      );
    const folder = stashFolder(call);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    for (const file of files) await copy(join(site.cwd, file), join(folder, file));
    said(call, `Stashed ${files.length} file(s)`);
    return null;
  },
};

export const unstash: Step = {
  name: 'unstash',
  main: 'name',
  needs: 'node',
  async run(call) {
    const folder = stashFolder(call);
    const names = await readdir(folder).catch(() => {
      throw new StepFailure(
        `No such saved stash ‘${call.parameters.text('name')}’`,
        'Stash it in an earlier stage of this build.',
      );
    });
    for (const name of names) await copy(join(folder, name), join(call.site.cwd, name));
    return null;
  },
};

function stashFolder({ site, parameters }: StepCall): string {
  return join(
    site.build.folder,
    'stashes',
    encodeURIComponent(parameters.text('name')).replaceAll('.', '%2E'),
  );
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true, force: true });
}
