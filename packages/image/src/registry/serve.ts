import type { ShippableImage } from '../store/image.ts';

export interface RegistryStats {
  /** Bytes of manifests and blobs sent, without HTTP headers. */
  readonly bytes: number;
  /** Bytes sent of each blob that was asked for, by digest. */
  readonly blobs: ReadonlyMap<string, number>;
  readonly requests: number;
}

export interface Registry {
  /** Port on 127.0.0.1. */
  readonly port: number;
  /** `<token>/<name>`; the token cannot be guessed. */
  readonly repository: string;
  readonly digest: string;
  /** The name to pull by, through a port of the puller's own loopback. */
  reference(port: number): string;
  stats(): RegistryStats;
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly signal: AbortSignal;
  /** Called after each piece of content that was sent. */
  readonly onProgress?: (stats: RegistryStats) => void;
}

export async function serveImage(_image: ShippableImage, _options: ServeOptions): Promise<Registry> {
  throw new Error('not yet');
}
