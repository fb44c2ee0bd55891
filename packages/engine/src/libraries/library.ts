import type { LoadedFile } from '@pipeline-lab/groovy';

/** Where a shared library is: `plab.yml`, `libraries:`. */
export interface LibraryConfig {
  readonly name: string;
  /** A folder, or anything that git can fetch from. */
  readonly source: string;
  /** The branch, tag or commit when the Jenkinsfile names none; a folder is then taken as it is. */
  readonly version?: string;
  /** Loaded without being asked for. */
  readonly implicit?: boolean;
}

/** The shared libraries of a build. */
export interface Libraries {
  readonly configs: readonly LibraryConfig[];
  /** Folders of those that were loaded, by name, in the order of loading. */
  readonly folders: Map<string, string>;
  /** What their `vars/` define. */
  readonly variables: Map<string, LoadedFile>;
}

export function newLibraries(configs: readonly LibraryConfig[]): Libraries {
  return { configs, folders: new Map(), variables: new Map() };
}
