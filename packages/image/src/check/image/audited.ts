/** What is looked at of an image; paths without the slash in front. */
export interface AuditedImage {
  readonly reference: string;
  readonly configuration: ImageConfiguration;
  /** Lowest first. */
  readonly layers: readonly AuditedLayer[];
}

/** The part of an image's configuration that rules read. https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md */
export interface ImageConfiguration {
  readonly config?: {
    readonly User?: string;
    readonly Env?: readonly string[] | null;
    readonly Labels?: Readonly<Record<string, string>> | null;
    readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
    readonly Healthcheck?: { readonly Test?: readonly string[] | null } | null;
  };
  readonly history?: readonly HistoryEntry[] | null;
}

export interface HistoryEntry {
  readonly created_by?: string;
  readonly empty_layer?: boolean;
}

export interface AuditedLayer extends LayerContent {
  readonly diffId: string;
  /** Bytes, uncompressed. */
  readonly size: number;
  /** The instruction that made it, as the history tells. */
  readonly createdBy: string;
}

/** What the files of a layer give rise to. */
export interface LayerContent {
  /** Programs that run with the rights of their owner or group, and that no later layer replaces or removes. */
  readonly privileged: readonly PrivilegedFile[];
  /** Paths that everybody may write, and that no later layer replaces or removes. */
  readonly open: readonly string[];
  readonly secrets: readonly SecretFile[];
  /** Bytes of what a package manager downloaded. */
  readonly cache: number;
}

export interface PrivilegedFile {
  readonly path: string;
  readonly bits: 'setuid' | 'setgid' | 'setuid and setgid';
}

export interface SecretFile {
  readonly path: string;
  /** What it is, such as `a private key`; never its text. */
  readonly what: string;
}
