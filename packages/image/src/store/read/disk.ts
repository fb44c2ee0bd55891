import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { findLayer, keepLayer } from '../blobs.ts';
import type { Layer } from '../image.ts';
import { digestOf } from '../manifest.ts';
import type { ReadImage, ReadRequest } from './request.ts';
import { writeHashed } from './spool.ts';
import { assembleLayer } from './tar-split.ts';

/**
 * Makes the layers that the store lacks from the files of an engine of this machine, where they may be read: Docker's
 * classic store with overlay2. Nothing else is touched, and each layer has to have its DiffID. Undefined elsewhere.
 */
export async function readFromDisk(request: ReadRequest): Promise<ReadImage | undefined> {
  const root = await imageFolder(request);
  if (root === undefined) return undefined;
  const configuration = await readFile(join(root, 'imagedb/content', request.id.replace(':', '/'))).catch(
    () => undefined,
  );
  if (configuration === undefined || digestOf(configuration) !== request.id) return undefined;
  const layers: Layer[] = [];
  const read = { layers: 0, bytes: 0 };
  let chain = '';
  for (const diffId of request.diffIds) {
    chain = chain === '' ? diffId : digestOf(Buffer.from(`${chain} ${diffId}`));
    const kept = await findLayer(diffId, request.storeDir);
    const layer = kept ?? (await assembled(request, root, chain, diffId));
    if (kept === undefined) {
      read.layers += 1;
      read.bytes += layer.size;
    }
    layers.push(layer);
  }
  return { configuration, layers, read };
}

/** Where Docker describes images and layers: moby, `layer/filestore.go` and `image/fs.go`. */
async function imageFolder({ engine }: ReadRequest): Promise<string | undefined> {
  if (engine.kind !== 'docker' || !engine.endpoint.startsWith('unix://')) return undefined;
  const { Driver, DockerRootDir } = (await engine.docker.info()) as { Driver: string; DockerRootDir: string };
  return Driver === 'overlay2' ? join(DockerRootDir, 'image/overlay2') : undefined;
}

async function assembled(
  { storeDir, folder, signal }: ReadRequest,
  root: string,
  chain: string,
  diffId: string,
): Promise<Layer> {
  const record = join(root, 'layerdb', chain.replace(':', '/'));
  const cache = (await readFile(join(record, 'cache-id'), 'utf8')).trim();
  const files = join(root, '../../overlay2', cache, 'diff');
  const archive = Readable.from(assembleLayer(join(record, 'tar-split.json.gz'), files));
  const file = await writeHashed([archive], join(folder, diffId.replace(':', '-')), signal);
  return await keepLayer(file, diffId, storeDir, signal);
}
