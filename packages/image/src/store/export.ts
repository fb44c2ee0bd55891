import type { Engine } from '../engine/engine.ts';
import type { ShippableImage } from './image.ts';

export async function exportImage(
  _engine: Engine,
  _reference: string,
  _storeDir: string,
  _signal: AbortSignal,
): Promise<ShippableImage> {
  throw new Error('not yet');
}
