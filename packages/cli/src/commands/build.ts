import { join } from 'node:path';
import {
  buildImage,
  connectEngine,
  ensureNodeBase,
  extraCertificates,
  pruneDangling,
} from '@pipeline-lab/image';
import { commitLabels, loadDeployFile } from '@pipeline-lab/deploy';
import { commitAt } from '../commit.ts';
import type { Context } from '../context.ts';
import { badUsage, noSigningKey } from '../errors.ts';
import { write } from '../output.ts';
import { bytes } from '../render/units.ts';
import { findSigningKey } from '../signing/keys.ts';
import { builderId, signBuild } from '../signing/sign-build.ts';

export interface BuildOptions {
  /** Where what is signed of the image goes as well. */
  readonly provenance?: string | undefined;
  readonly tags: readonly string[];
  /** `name=value` each. */
  readonly arguments: readonly string[];
  readonly prune: boolean;
}

/** Builds the image of deploy.yml on the base that this machine can have. */
export async function build(context: Context, options: BuildOptions): Promise<void> {
  const file = await loadDeployFile(join(context.cwd, 'deploy.yml'));
  const { app, image } = file;
  if (options.provenance !== undefined && (await findSigningKey(context, app)) === undefined)
    throw noSigningKey(app);
  builderId(context.env);
  const engine = await connectEngine(context.env);
  const base = await ensureNodeBase(engine, {
    say: context.say,
    signal: context.signal,
    stateDir: context.stateFolder,
  });
  const certificates = extraCertificates();
  const commit = await commitAt(context.cwd);
  const own = { BASE_IMAGE: base, ...(certificates === '' ? {} : { EXTRA_CA: certificates }) };
  const given = { ...image.arguments, ...Object.fromEntries(options.arguments.map(assignment)) };
  const started = Date.now();
  const built = await buildImage(engine, {
    context: join(context.cwd, image.context),
    dockerfile: image.dockerfile,
    ...(image.target === undefined ? {} : { target: image.target }),
    ...(image.platform === undefined ? {} : { platform: image.platform }),
    tags: options.tags.length === 0 ? [`${app}:latest`] : [...options.tags],
    args: { ...own, ...given },
    ...(commit === undefined ? {} : { labels: commitLabels(commit) }),
    signal: context.signal,
    onOutput: (text) => process.stderr.write(text),
  });
  const signed = await signBuild(context, engine, { file, id: built.id, given, own, commit, started });
  if (signed !== undefined && options.provenance !== undefined)
    await write(context.cwd, options.provenance, signed);
  console.log(built.id);
  if (!options.prune) return;
  const pruned = await pruneDangling(engine);
  context.say(`pruned ${pruned.images} dangling images, ${bytes(pruned.bytes)}`);
}

/** Splits `name=value`. */
export function assignment(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw badUsage(`“${text}” is not name=value`, 'Write for example build_number=42.');
  return [text.slice(0, at), text.slice(at + 1)];
}
