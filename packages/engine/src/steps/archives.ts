import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { StepFailure } from '../errors.ts';
import { antFiles } from '../workspace/ant-files.ts';
import { launch } from '../shell/run.ts';
import { archiveFile } from './artifacts.ts';
import { said } from './flow.ts';
import type { Step, StepCall } from './step.ts';

/** The programs do the work: paths go in as arguments after `--`, never through a shell. */
export const zip: Step = {
  name: 'zip',
  main: 'zipFile',
  needs: 'node',
  run: async (call) =>
    await packed(call, call.parameters.text('zipFile'), (file, paths) => ['zip', '-q', file, '--', ...paths]),
};

export const tar: Step = {
  name: 'tar',
  main: 'file',
  needs: 'node',
  run: async (call) => {
    const mode = call.parameters.flag('compress', true) ? '-czf' : '-cf';
    return await packed(call, call.parameters.text('file'), (file, paths) => [
      'tar',
      mode,
      file,
      '--',
      ...paths,
    ]);
  },
};

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

export const untar: Step = {
  name: 'untar',
  main: 'file',
  needs: 'node',
  run: async (call) =>
    await unpacked(call, ['tar', '-xf', resolve(call.site.cwd, call.parameters.text('file'))], '-C'),
};

async function packed(
  call: StepCall,
  name: string,
  command: (file: string, paths: readonly string[]) => [string, ...string[]],
): Promise<null> {
  const { site, parameters, id } = call;
  const file = resolve(site.cwd, name);
  const folder = resolve(site.cwd, parameters.text('dir', '.'));
  if (!parameters.flag('overwrite') && (await exists(file)))
    throw new StepFailure(`${name} exists.`, 'Give `overwrite: true`, or another name.');
  await rm(file, { force: true });
  await mkdir(dirname(file), { recursive: true });
  const excludes = parameters.text('exclude', '');
  const paths = await antFiles(folder, parameters.text('glob', '') || '**', { excludes });
  if (paths.length === 0) throw new StepFailure(`${call.name}: no files match`, 'Check `dir` and `glob`.');
  const { code } = await launch({ ...site, cwd: folder }, id, { argv: command(file, paths) });
  if (code !== 0) throw new StepFailure(`${call.name} ended with exit code ${code}`);
  said(call, `Compressed ${paths.length} entries.`);
  if (parameters.flag('archive')) await archiveFile(call, site.cwd, name);
  return null;
}

async function unpacked(call: StepCall, argv: [string, ...string[]], option: string): Promise<null> {
  const folder = resolve(call.site.cwd, call.parameters.text('dir', '.'));
  await mkdir(folder, { recursive: true });
  const { code } = await launch(call.site, call.id, { argv: [...argv, option, folder] });
  if (code !== 0) throw new StepFailure(`${call.name} ended with exit code ${code}`);
  return null;
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
