import type { Engine, Environment, Say } from './engine.ts';

export interface EnsureEngineOptions {
  readonly env: Environment;
  readonly say: Say;
  readonly signal: AbortSignal;
  /** Folder for the log of an engine that is started here. */
  readonly stateDir: string;
}

export async function ensureEngine(_options: EnsureEngineOptions): Promise<Engine> {
  throw new Error('not yet');
}
