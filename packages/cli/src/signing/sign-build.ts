import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type Engine, exportImage } from '@pipeline-lab/image';
import { attest, basesOf, keyId, provenanceOf, shortKey } from '@pipeline-lab/image/provenance';
import { imageSbom } from '@pipeline-lab/image/sbom';
import type { DeployFile } from '@pipeline-lab/deploy';
import packageJson from '../../package.json' with { type: 'json' };
import type { Context } from '../context.ts';
import { badUsage } from '../errors.ts';
import { lockIn } from '../lock-file.ts';
import { keepAttestation } from './attestations.ts';
import { findSigningKey } from './keys.ts';

/** What is known of a build that has just ended. */
export interface FinishedBuild {
  readonly file: DeployFile;
  /** Id of the image that it made. */
  readonly id: string;
  /** Arguments that the user gave, and those of ours. */
  readonly given: Readonly<Record<string, string>>;
  readonly own: Readonly<Record<string, string>>;
  readonly commit: { readonly revision: string; readonly source?: string } | undefined;
  /** Milliseconds since 1970. */
  readonly started: number;
}

/**
 * Signs where an image comes from and what it holds, where the project's key is here, and keeps that until the image is
 * deployed. Gives the bundle; undefined without a key.
 */
export async function signBuild(
  context: Context,
  engine: Engine,
  build: FinishedBuild,
): Promise<string | undefined> {
  const { app, verify, destinations } = build.file;
  const key = await findSigningKey(context, app);
  if (key === undefined) {
    const isAsked = [verify, ...Object.values(destinations).map((one) => one.verify)].some(Boolean);
    if (isAsked) context.say(`not signed: the key of ${app} is not here (\`plab keys create\` makes one)`);
    return undefined;
  }
  const finished = Date.now();
  const { signal, stateFolder } = context;
  const image = await exportImage(engine, build.id, { storeDir: join(stateFolder, 'layers'), signal });
  const lock = await lockIn(join(context.cwd, build.file.image.context));
  const { bom } = await imageSbom(image, { signal, lock });
  const provenance = provenanceOf(await factsOf(context, engine, build, finished));
  const text = attest(app, { id: image.id, manifest: image.manifest.digest }, { provenance, bom }, key);
  await keepAttestation(stateFolder, image.id, text);
  context.say(`signed with key ${shortKey(keyId(key))}: the origin, and ${bom.components.length} components`);
  return text;
}

/** Who builds here, as a URI. Errors: PLAB_USAGE when PLAB_BUILDER_ID is none, as the specification wants it. */
export function builderId(env: NodeJS.ProcessEnv): string {
  const id = env['PLAB_BUILDER_ID'] || `plab:builder/${encodeURIComponent(hostname())}`;
  if (/^[\x21-\x7e]+$/.test(id) && URL.canParse(id)) return id;
  throw badUsage(
    `PLAB_BUILDER_ID is “${id}”, which is no URI`,
    'Use an address, best one where the builder is described, such as https://ci.example.com/builders/main.',
  );
}

async function factsOf(
  { cwd, env }: Context,
  engine: Engine,
  { file: { image }, given, own, commit, started }: FinishedBuild,
  finished: number,
): Promise<Parameters<typeof provenanceOf>[0]> {
  const source = await readFile(join(cwd, image.context, image.dockerfile), 'utf8');
  return {
    context: image.context,
    dockerfile: image.dockerfile,
    target: image.target,
    platform: image.platform,
    arguments: given,
    ownArguments: Object.keys(own).filter((name) => !Object.hasOwn(given, name)),
    commit,
    bases: await basesOf(engine, source, { ...own, ...given }),
    builder: {
      id: builderId(env),
      version: { plab: packageJson.version, [engine.kind]: engine.version },
    },
    // In a build of a Jenkinsfile its own address.
    invocationId: env['BUILD_TAG'] || env['BUILD_URL'] || randomUUID(),
    started,
    finished,
  };
}
