import type { Engine } from '../../engine/engine.ts';
import { exportImage } from '../../store/export.ts';
import { maskSecrets } from '../mask-secrets.ts';
import type { AuditedImage, AuditedLayer, ImageConfiguration } from './audited.ts';
import { stepOf } from './history.ts';
import { layerScanner } from './scan.ts';

export interface ReadOptions {
  /** The layer store of deployments: what is there is not read again. */
  readonly storeDir: string;
  readonly signal: AbortSignal;
}

/**
 * Reads what the rules look at of an image of the engine: its configuration, and each file of each layer as it would
 * be shipped. Throws PLAB_IMAGE_NOT_FOUND, PLAB_IMAGE_ARCHIVE, PLAB_STORE_DISK_FULL.
 */
export async function readAuditedImage(
  engine: Engine,
  reference: string,
  options: ReadOptions,
): Promise<AuditedImage> {
  const { configBytes, layers } = await exportImage(engine, reference, options);
  const configuration = JSON.parse(configBytes.toString()) as ImageConfiguration;
  const commands = (configuration.history ?? []).filter((entry) => entry.empty_layer !== true);
  const scanner = layerScanner();
  for (const { path } of layers) await scanner.scan(path, options.signal);
  const contents = scanner.contents();
  const audited = layers.flatMap(({ diffId, size }, index): AuditedLayer[] => {
    const content = contents[index];
    const createdBy = readable(commands[index]?.created_by ?? '');
    return content === undefined ? [] : [{ ...content, diffId, size, createdBy }];
  });
  return { reference, configuration, layers: audited };
}

/** The instruction of a history entry, as it may be shown: without arguments of the build, secrets masked. */
function readable(createdBy: string): string {
  const { instruction } = stepOf(createdBy);
  const short = instruction.replaceAll(/((?:file|dir|multi):[0-9a-f]{8})[0-9a-f]{56}/g, '$1');
  return maskSecrets(short).replaceAll(/\s+/g, ' ').trim();
}
