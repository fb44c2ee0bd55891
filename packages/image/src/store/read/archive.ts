import { readDocument, type Spool, type SpooledFile } from './spool.ts';

/** An image found in an archive: its configuration and the files of its layers, lowest first. */
export interface ArchivedImage {
  readonly configuration: Buffer;
  readonly configurationDigest: string;
  readonly architecture: string;
  readonly diffIds: readonly string[];
  readonly layers: readonly SpooledFile[];
}

/**
 * Finds the image in what `docker save` wrote: Docker's own layout (`manifest.json`, engines before 25 and Podman) or
 * an OCI layout (`index.json`), whose index may list several platforms and attestations. Throws an Error that says
 * what is missing. https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md
 */
export async function findImage(archive: Spool, architecture: string): Promise<ArchivedImage> {
  const index = archive.find('index.json');
  const names = index === undefined ? await fromDocker(archive) : await fromOci(archive, index, architecture);
  const config = required(archive, names.config);
  const configuration = await readDocument(config);
  const { architecture: built, rootfs } = JSON.parse(configuration.toString()) as Configuration;
  const diffIds = rootfs?.diff_ids ?? [];
  if (diffIds.length !== names.layers.length) {
    throw new Error(`${names.layers.length} layers for ${diffIds.length} diff_ids`);
  }
  const layers = names.layers.map((name) => required(archive, name));
  return { configuration, configurationDigest: config.digest, architecture: built ?? '', diffIds, layers };
}

interface Configuration {
  readonly architecture?: string;
  readonly rootfs?: { readonly diff_ids?: readonly string[] };
}

interface Names {
  readonly config: string;
  readonly layers: readonly string[];
}

interface Descriptor {
  readonly digest: string;
  readonly platform?: { readonly architecture?: string; readonly os?: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

interface Document {
  readonly manifests?: readonly Descriptor[];
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
}

async function fromDocker(archive: Spool): Promise<Names> {
  const bytes = await readDocument(required(archive, 'manifest.json'));
  const [image] = JSON.parse(bytes.toString()) as { Config: string; Layers: string[] }[];
  if (image === undefined) throw new Error('manifest.json lists no image');
  return { config: image.Config, layers: image.Layers };
}

async function fromOci(archive: Spool, index: SpooledFile, architecture: string): Promise<Names> {
  let document = await parse(index);
  while (document.manifests !== undefined) {
    const { digest } = choose(document.manifests.filter(isImage), archive, architecture);
    document = await parse(required(archive, blobName(digest)));
  }
  const { config, layers } = document;
  if (config === undefined || layers === undefined) throw new Error('the manifest has no config or layers');
  return { config: blobName(config.digest), layers: layers.map(({ digest }) => blobName(digest)) };
}

/** Of several platforms an engine holds only those that were pulled or built; the index lists all of them. */
function choose(manifests: readonly Descriptor[], archive: Spool, architecture: string): Descriptor {
  const held = manifests.filter(({ digest }) => archive.find(blobName(digest)) !== undefined);
  const chosen = held.find(({ platform }) => platform?.architecture === architecture) ?? held[0];
  if (chosen === undefined) throw new Error('the index refers to no image of the archive');
  return chosen;
}

/** BuildKit lists its attestations as manifests of an unknown platform beside the images. */
function isImage({ annotations, platform }: Descriptor): boolean {
  return annotations?.['vnd.docker.reference.type'] === undefined && platform?.os !== 'unknown';
}

async function parse(file: SpooledFile): Promise<Document> {
  return JSON.parse((await readDocument(file)).toString()) as Document;
}

function required(archive: Spool, name: string): SpooledFile {
  const file = archive.find(name);
  if (file === undefined) throw new Error(`${name} is missing`);
  return file;
}

function blobName(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}
