import type { CallNode, LoadedFile } from '@pipeline-lab/groovy';
import type { Pipeline } from '@pipeline-lab/jenkinsfile';

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
  /** The pipelines in files that were loaded, by their calls. */
  readonly pipelines: Map<CallNode, Pipeline>;
}

export function newLibraries(configs: readonly LibraryConfig[]): Libraries {
  return { configs, folders: new Map(), variables: new Map(), pipelines: new Map() };
}
