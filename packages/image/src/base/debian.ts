import type { Engine, Say } from '../engine/engine.ts';

export interface BaseOptions {
  readonly say: Say;
  readonly signal: AbortSignal;
  /** Folder for what is fetched on the way. */
  readonly stateDir: string;
}

export async function ensureDebianBase(_engine: Engine, _options: BaseOptions): Promise<string> {
  throw new Error('not yet');
}
