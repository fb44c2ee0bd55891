import { join, resolve } from 'node:path';
import { loadDeployFile } from '@pipeline-lab/deploy';
import { connectEngine, exportImage } from '@pipeline-lab/image';
import { type Bom, bomJson, bomText, imageSbom } from '@pipeline-lab/image/sbom';
import type { Context } from '../context.ts';
import { badUsage } from '../errors.ts';
import { lockAt, lockIn } from '../lock-file.ts';
import { write } from '../output.ts';
import { harmlessText } from '../render/visible.ts';
import { isThere } from './dockerfile-source.ts';
import { type FromRelease, signedRelease } from './image-provenance.ts';

export interface ImageSbomOptions extends FromRelease {
  readonly lock?: string;
  readonly format: 'json' | 'text';
  readonly output?: string;
}

/** Prints what an image of the engine holds, or writes it to a file. */
export async function printSbom(
  context: Context,
  wanted: string | undefined,
  options: ImageSbomOptions,
): Promise<void> {
  const { format, output } = options;
  const bom =
    options.release === undefined
      ? await bomOf(context, wanted, options)
      : await signedBom(context, wanted, options);
  await write(context.cwd, output, format === 'json' ? bomJson(bom) : `${harmlessText(bomText(bom))}\n`);
}

/** Of a release, from what its build signed. */
async function signedBom(
  context: Context,
  wanted: string | undefined,
  options: ImageSbomOptions,
): Promise<Bom> {
  if (wanted !== undefined || options.lock !== undefined)
    throw badUsage(
      '--release excludes an image and --lock',
      'What was signed of a release is told as it is.',
    );
  return (await signedRelease(context, options)).bom;
}

async function bomOf(context: Context, wanted: string | undefined, { lock }: ImageSbomOptions): Promise<Bom> {
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
  for (const remark of remarks) context.say(harmlessText(remark));
  return bom;
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
