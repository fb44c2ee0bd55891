import type { ShippableImage } from '../store/image.ts';
import {
  debianPackages,
  distributionComponent,
  distributionOf,
  isPackageList,
  releaseFiles,
} from './debian.ts';
import { documentOf } from './document.ts';
import { embeddedComponents, isEmbeddedBom } from './embedded.ts';
import { type ReadFile, readFiles, wholeText } from './files.ts';
import { lockedPackages } from './lock.ts';
import type { Bom, Component } from './model.ts';
import { isNodeBinary, nodeComponents, nodeVersion } from './node.ts';
import { enriched, isNpmFile, npmPackages } from './npm.ts';

export interface SbomOptions {
  /** A `package-lock.json`: it adds hashes and licences, and stands in for what the image does not tell. */
  readonly lock?: { readonly file: string; readonly text: string } | undefined;
  readonly signal: AbortSignal;
}

export interface ImageSbom {
  readonly bom: Bom;
  /** What a reader has to know of it, a sentence each. */
  readonly remarks: readonly string[];
}

/**
 * What is in an image: the packages of Debian and npm, and Node.js, as its layers tell. Equal images and lock files give
 * equal documents. Throws PLAB_LOCK_FILE.
 */
export async function imageSbom(
  { id, configBytes, layers }: Pick<ShippableImage, 'id' | 'configBytes' | 'layers'>,
  { lock, signal }: SbomOptions,
): Promise<ImageSbom> {
  const locked = lock === undefined ? [] : lockedPackages(lock.text, lock.file);
  const files = await readFiles(layers, readerFor, signal);
  const distribution = distributionOf(files);
  const system = debianPackages(files, distribution);
  const npm = npmOf(files, locked);
  const bom = documentOf({ id, title: titleOf(configBytes) }, [
    ...(distribution === undefined ? [] : [distributionComponent(distribution)]),
    ...nodeComponents(files),
    ...system,
    ...npm.components,
  ]);
  const unread =
    distribution !== undefined && system.length === 0
      ? [
          `the packages of ${distribution.name} are not listed: only those of Debian and its relatives are read`,
        ]
      : [];
  return { bom, remarks: [...unread, ...npm.remarks] };
}

function readerFor(path: string): ReadFile | undefined {
  if (isNodeBinary(path)) return nodeVersion;
  const isWanted =
    isPackageList(path) || isNpmFile(path) || isEmbeddedBom(path) || releaseFiles.includes(path);
  return isWanted ? wholeText : undefined;
}

/** npm's and Corepack's own packages come with Node.js, and tell nothing of the application's. */
const ofTools = /\/node_modules\/(?:npm|corepack)(?:\/|$)/;

function npmOf(
  files: ReadonlyMap<string, string>,
  locked: ReturnType<typeof lockedPackages>,
): { readonly components: readonly Component[]; readonly remarks: readonly string[] } {
  const known = new Map(locked.map(({ component }) => [component['bom-ref'], component]));
  const found = [...npmPackages(files), ...embeddedComponents(files)].map((one) => enriched(one, known));
  const isTold = found.some(({ evidence }) =>
    evidence?.occurrences.some(({ location }) => !ofTools.test(location)),
  );
  const declared = isTold
    ? []
    : locked.filter(({ dev }) => !dev).map(({ component }) => declaredOnly(component));
  const remark = `${declared.length} packages are those of the lock file: the image does not tell which of them it holds`;
  return { components: [...found, ...declared], remarks: declared.length === 0 ? [] : [remark] };
}

function declaredOnly(component: Component): Component {
  return { ...component, properties: [{ name: 'plab:evidence', value: 'lock file alone' }] };
}

function titleOf(configBytes: Buffer): string | undefined {
  const { config } = JSON.parse(configBytes.toString()) as {
    readonly config?: { readonly Labels?: Readonly<Record<string, string>> | null };
  };
  return config?.Labels?.['org.opencontainers.image.title'];
}
