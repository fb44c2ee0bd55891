import type { Engine } from '../engine/engine.ts';

export interface BuildRequest {
  /** Folder whose files the Dockerfile may copy. */
  readonly context: string;
  /** Path of the Dockerfile inside the context. */
  readonly dockerfile: string;
  readonly tags: readonly string[];
  readonly args: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** Stage to build; the last one when absent. */
  readonly target?: string;
  readonly platform?: string;
  readonly signal: AbortSignal;
  /** Receives what the build prints, as it comes. */
  readonly onOutput: (text: string) => void;
}

export async function buildImage(_engine: Engine, _request: BuildRequest): Promise<{ id: string }> {
  throw new Error('not yet');
}
