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
import { badUsage } from '../errors.ts';
import { bytes } from '../render/units.ts';

export interface BuildOptions {
  readonly tags: readonly string[];
  /** `name=value` each. */
  readonly arguments: readonly string[];
  readonly prune: boolean;
}

/** Builds the image of deploy.yml on the base that this machine can have. */
export async function build(context: Context, options: BuildOptions): Promise<void> {
  const { app, image } = await loadDeployFile(join(context.cwd, 'deploy.yml'));
  const engine = await connectEngine(context.env);
  const base = await ensureNodeBase(engine, {
    say: context.say,
    signal: context.signal,
    stateDir: context.stateFolder,
  });
  const certificates = extraCertificates();
  const commit = await commitAt(context.cwd);
  const built = await buildImage(engine, {
    context: join(context.cwd, image.context),
    dockerfile: image.dockerfile,
    ...(image.target === undefined ? {} : { target: image.target }),
    ...(image.platform === undefined ? {} : { platform: image.platform }),
    tags: options.tags.length === 0 ? [`${app}:latest`] : [...options.tags],
    args: {
      BASE_IMAGE: base,
      ...image.arguments,
      ...(certificates === '' ? {} : { EXTRA_CA: certificates }),
      ...Object.fromEntries(options.arguments.map(assignment)),
    },
    ...(commit === undefined ? {} : { labels: commitLabels(commit) }),
    signal: context.signal,
    onOutput: (text) => process.stderr.write(text),
  });
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
