import type { Engine } from '../../engine/engine.ts';
import type { Layer } from '../image.ts';

/** An image of an engine whose layers are wanted in the store. */
export interface ReadRequest {
  readonly engine: Engine;
  /** What the engine calls it, `sha256:…`. */
  readonly id: string;
  /** Its layers, lowest first. */
  readonly diffIds: readonly string[];
  /** As in GOARCH; tells which image of an archive for several is meant. */
  readonly architecture: string;
  readonly storeDir: string;
  /** A folder in the store for what is not whole yet; whoever asks removes it. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** An image as it was read: its configuration and its layers, all of them in the store now. */
export interface ReadImage {
  readonly configuration: Buffer;
  readonly layers: readonly Layer[];
  /** The layers that were not in the store before, and the bytes that the engine gave for them. */
  readonly read: { readonly layers: number; readonly bytes: number };
}
