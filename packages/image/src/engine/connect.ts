import type { Engine, Environment } from './engine.ts';

export async function connectEngine(_env: Environment): Promise<Engine> {
  throw new Error('not yet');
}
