import type Docker from 'dockerode';

/** A container engine that answers the Docker Engine API. */
export interface Engine {
  readonly docker: Docker;
  /** Where it listens: `unix:///path` or `tcp://host:port`. */
  readonly endpoint: string;
  readonly version: string;
  readonly kind: 'docker' | 'podman';
}

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Tells the user one line of what is being done. */
export type Say = (text: string) => void;
