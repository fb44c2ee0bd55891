import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { loadDeployFile } from '@pipeline-lab/deploy';
import { connectEngine, exportImage } from '@pipeline-lab/image';
import { bomJson, bomText, imageSbom, type SbomOptions } from '@pipeline-lab/image/sbom';
import type { Context } from '../context.ts';
import { badUsage, unreadable, unwritable } from '../errors.ts';
import { isThere } from './dockerfile-source.ts';

export interface ImageSbomOptions {
  readonly lock?: string;
  readonly format: 'json' | 'text';
  readonly output?: string;
}

/** Prints what an image of the engine holds, or writes it to a file. */
export async function printSbom(
  context: Context,
  wanted: string | undefined,
  { lock, format, output }: ImageSbomOptions,
): Promise<void> {
  const own = await ownImage(context.cwd);
  const reference = wanted ?? own?.reference;
  if (reference === undefined)
    throw badUsage('there is no deploy.yml here to say which image', 'Name one: `plab image sbom IMAGE`.');
  const { signal } = context;
  const image = await exportImage(await connectEngine(context.env), reference, {
    storeDir: join(context.stateFolder, 'layers'),
    signal,
  });
  const isOwn = own !== undefined && (reference === own.app || reference.startsWith(`${own.app}:`));
  const { bom, remarks } = await imageSbom(image, {
    lock:
      lock === undefined ? (isOwn ? await lockIn(own.context) : undefined) : await lockAt(context.cwd, lock),
    signal,
  });
  for (const remark of remarks) context.say(remark);
  await write(context.cwd, output, format === 'json' ? bomJson(bom) : `${bomText(bom)}\n`);
}

/** Writes a text to a file, or to stdout where none is named. */
export async function write(cwd: string, file: string | undefined, text: string): Promise<void> {
  if (file === undefined) return void process.stdout.write(text);
  await writeFile(resolve(cwd, file), text).catch((error: unknown) => {
    throw unwritable(file, error);
  });
}

type Lock = SbomOptions['lock'];

/** The lock file of a build context, when it has one. */
export async function lockIn(folder: string): Promise<Lock> {
  const file = join(folder, 'package-lock.json');
  return (await isThere(file)) ? await lockAt(folder, 'package-lock.json') : undefined;
}

async function lockAt(folder: string, file: string): Promise<Lock> {
  const text = await readFile(resolve(folder, file), 'utf8').catch((error: unknown) => {
    throw unreadable(file, error);
  });
  return { file, text };
}

/** The image that `plab build` makes here. */
async function ownImage(
  cwd: string,
): Promise<{ readonly app: string; readonly reference: string; readonly context: string } | undefined> {
  const file = join(cwd, 'deploy.yml');
  if (!(await isThere(file))) return undefined;
  const { app, image } = await loadDeployFile(file);
  return { app, reference: `${app}:latest`, context: resolve(cwd, image.context) };
}
