import type { Engine } from '../engine/engine.ts';
import type { BaseOptions } from './debian.ts';

export async function ensureNodeBase(_engine: Engine, _options: BaseOptions): Promise<string> {
  throw new Error('not yet');
}
