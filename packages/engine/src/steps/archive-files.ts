import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { StepFailure } from '../errors.ts';
import { keepArtifact } from '../report/keep-artifact.ts';
import { launch } from '../shell/run.ts';
import { antFiles } from '../workspace/ant-files.ts';
import type { StepCall } from './step.ts';
import { said } from './tell.ts';
import { makeFolder } from '../workspace/make-folder.ts';

/** Packs the files that the call names. The program does the work: paths are arguments after `--`, never a shell's. */
export async function packed(
  call: StepCall<'tar' | 'zip'>,
  name: string,
  command: (file: string, paths: readonly string[]) => [string, ...string[]],
): Promise<null> {
  const { site, args, id } = call;
  const file = resolve(site.cwd, name);
  const folder = resolve(site.cwd, args.dir ?? '.');
  if (args.overwrite !== true && existsSync(file))
    throw new StepFailure(`${name} exists.`, 'Give `overwrite: true`, or another name.');
  await rm(file, { force: true });
  makeFolder(dirname(file));
  const glob = args.glob ?? '';
  const paths = await antFiles(folder, glob === '' ? '**' : glob, {
    excludes: args.exclude ?? '',
    signal: site.signal,
  });
  if (paths.length === 0) throw new StepFailure(`${call.name}: no files match`, 'Check `dir` and `glob`.');
  const { code } = await launch({ ...site, cwd: folder }, id, { argv: command(file, paths) });
  if (code !== 0) throw new StepFailure(`${call.name} ended with exit code ${code}`);
  said(call, `Compressed ${paths.length} entries.`);
  if (args.archive === true) await keepArtifact(site, site.cwd, name);
  return null;
}

/** Unpacks into the folder that the call names, which the program gets with `option`. */
export async function unpacked(
  call: StepCall<'untar' | 'unzip'>,
  argv: [string, ...string[]],
  option: string,
): Promise<null> {
  const folder = resolve(call.site.cwd, call.args.dir ?? '.');
  makeFolder(folder);
  const { code } = await launch(call.site, call.id, { argv: [...argv, option, folder] });
  if (code !== 0) throw new StepFailure(`${call.name} ended with exit code ${code}`);
  return null;
}
