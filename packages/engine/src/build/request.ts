/** What it takes to run a build. */
export interface BuildRequest {
  /** Letters, digits, `-`, `_`, `.`: names the folder of its builds and workspaces. */
  readonly job: string;
  /** The Jenkinsfile, relative to the repository. */
  readonly jenkinsfile: string;
  readonly repository: string;
  readonly commit: string;
  readonly branch?: string;
  /** Runs on the files of the working tree as they are. */
  readonly dirty?: boolean;
  /** Folder for builds and workspaces. */
  readonly stateDir: string;
  /** The environment of the steps; those of Jenkins are added. */
  readonly env: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  /** Secrets that no event may show. */
  readonly masks?: readonly string[];
  /** Time (ms) between SIGTERM and SIGKILL for what an aborted step runs. Default: 60,000, which is enough for a deployment to put its hosts back. */
  readonly graceMs?: number;
}
