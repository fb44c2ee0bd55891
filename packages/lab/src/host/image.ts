import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type Docker from 'dockerode';
import { imageFailed } from '../errors.ts';

/** A host that is ready for deployments, one that has an SSH server and nothing else, and what watches them. */
export type Recipe = 'host' | 'bare' | 'monitoring';

const nameOf: Readonly<Record<Recipe, string>> = {
  host: 'plab/lab-host',
  bare: 'plab/lab-bare',
  monitoring: 'plab/lab-monitoring',
};
const aboutOf: Readonly<Record<Recipe, string>> = {
  host: 'the lab host',
  bare: 'the bare lab host',
  monitoring: 'Prometheus and Alertmanager',
};

/** What runs the containers of a host: Debian's Docker with either store for images, or Podman behind Docker's API. */
export type HostEngine = 'docker' | 'docker-containerd' | 'podman';

const podman = 'podman runc conmon netavark aardvark-dns nftables catatonit';

/** Arguments of the recipe. */
function argumentsFor(engine: HostEngine, debianBase: string): Record<string, string> {
  return {
    BASE: debianBase,
    ENGINE: engine === 'podman' ? podman : 'docker.io',
    STORE: engine === 'docker-containerd' ? 'containerd' : '',
  };
}

export interface HostImageOptions {
  /** A Debian image of the engine. */
  readonly debianBase: string;
  /** Default: `host`. */
  readonly recipe?: Recipe;
  /** Default: `docker`. */
  readonly engine?: HostEngine;
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}

/** The image of a lab host, built when the recipe or the base is new; its name holds the hash of both. */
export async function ensureHostImage(docker: Docker, options: HostImageOptions): Promise<string> {
  const { recipe: kind = 'host' } = options;
  const recipe = fileURLToPath(new URL(`../../${kind}/`, import.meta.url));
  const files = (await readdir(recipe)).filter((name) => name !== 'README.md').sort();
  const base = await docker.getImage(options.debianBase).inspect();
  const hash = createHash('sha256').update(base.Id);
  const buildargs = argumentsFor(options.engine ?? 'docker', options.debianBase);
  hash.update(JSON.stringify(buildargs));
  for (const name of files) hash.update(`${name}\n`).update(await readFile(join(recipe, name)));
  const name = `${nameOf[kind]}:${hash.digest('hex').slice(0, 12)}`;
  const images = await docker.listImages({ filters: { reference: [name] } });
  if (images.length > 0) return name;
  options.say(`building the image of ${aboutOf[kind]} from Debian packages`);
  await build(docker, { recipe, files }, name, { ...options, buildargs });
  return name;
}

async function build(
  docker: Docker,
  { recipe, files }: { readonly recipe: string; readonly files: string[] },
  name: string,
  options: HostImageOptions & { readonly buildargs: Record<string, string> },
): Promise<void> {
  const { buildargs, signal } = options;
  let last = '';
  try {
    const stream = await docker.buildImage(
      { context: recipe, src: files },
      { t: name, buildargs, rm: true, forcerm: true, abortSignal: signal },
    );
    await new Promise<void>((resolve, reject) => {
      docker.modem.followProgress(
        stream,
        (error) => (error === null ? resolve() : reject(error)),
        (message: { stream?: string }) => {
          last = (last + (message.stream ?? '')).slice(-2000);
        },
      );
    });
  } catch (error) {
    signal.throwIfAborted();
    const said = error instanceof Error ? error.message : String(error);
    throw imageFailed(`${said}\n${last.trim().split('\n').slice(-8).join('\n')}`, error);
  }
}
