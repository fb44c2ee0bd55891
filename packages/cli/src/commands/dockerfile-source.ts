import { access } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { loadDeployFile } from '@pipeline-lab/deploy';

/** A Dockerfile to be read. */
export interface DockerfileSource {
  readonly path: string;
  /** What the user calls it. */
  readonly file: string;
  /** The folder that is sent to the engine. */
  readonly context: string;
  /** The stage that is built; default: the last one. */
  readonly target?: string | undefined;
}

/** The Dockerfile that was named, otherwise that of deploy.yml, otherwise the one here if there is one. */
export async function dockerfileSource(
  cwd: string,
  named: string | undefined,
): Promise<DockerfileSource | undefined> {
  const configured = await configuredIn(cwd);
  if (named === undefined) return configured ?? (await plainIn(cwd));
  const path = resolve(cwd, named);
  if (path === configured?.path) return { ...configured, file: named };
  return { path, file: named, context: dirname(path) };
}

export async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

async function configuredIn(cwd: string): Promise<DockerfileSource | undefined> {
  const deployFile = join(cwd, 'deploy.yml');
  if (!(await isThere(deployFile))) return undefined;
  const { image } = await loadDeployFile(deployFile);
  const context = resolve(cwd, image.context);
  const path = resolve(context, image.dockerfile);
  return { path, file: relative(cwd, path), context, target: image.target };
}

async function plainIn(cwd: string): Promise<DockerfileSource | undefined> {
  const path = join(cwd, 'Dockerfile');
  return (await isThere(path)) ? { path, file: 'Dockerfile', context: cwd } : undefined;
}
