/** A layer as an uncompressed tar archive on disk. */
export interface Layer {
  /** `sha256:…` of the archive; also its blob digest, because it is served as it is. */
  readonly diffId: string;
  readonly size: number;
  readonly path: string;
}

/** An image whose layers lie on disk, ready to be served. */
export interface ShippableImage {
  /** Digest of the configuration: the image id of Docker's classic store. */
  readonly id: string;
  readonly configBytes: Buffer;
  readonly layers: readonly Layer[];
  readonly manifest: Manifest;
  readonly architecture: string;
  /** What it was asked for by. */
  readonly reference: string;
}

export interface Manifest {
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly digest: string;
}
