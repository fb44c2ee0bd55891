import type { AgentConfig } from '../agents/agent.ts';
import type { ToolFolders } from '../agents/tools.ts';
import type { MailConfig } from '../mail/config.ts';
import type { JobConfig } from '../jobs/job.ts';
import type { LibraryConfig } from '../libraries/library.ts';
import type { Cause } from './causes.ts';

/** What it takes to run a build. */
export interface BuildRequest {
  /** Letters, digits, `-`, `_`, `.`: names the folder of its builds and workspaces. */
  readonly job: string;
  /** The Jenkinsfile, relative to the repository. */
  readonly jenkinsfile: string;
  readonly repository: string;
  readonly commit: string;
  readonly branch?: string;
  readonly tag?: string;
  readonly change?: ChangeRequest;
  /** Runs on the files of the working tree as they are. */
  readonly dirty?: boolean;
  /** Folder for builds and workspaces. */
  readonly stateDir: string;
  /** The environment of the steps; those of Jenkins are added. */
  readonly env: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  /** What happens to parameters that the Jenkinsfile does not declare. Default: `fail`. */
  readonly undefinedParams?: 'fail' | 'skip';
  /** The name or path of the only stage to run. */
  readonly stage?: string;
  /** The top-level stage to start from; those before it are skipped. */
  readonly from?: string;
  readonly causes?: readonly Cause[];
  /** Where labels lead to. What no agent has runs on this machine. */
  readonly agents?: readonly AgentConfig[];
  readonly tools?: ToolFolders;
  readonly libraries?: readonly LibraryConfig[];
  /** Jobs that the step `build` may start, by name. */
  readonly jobs?: Readonly<Record<string, JobConfig>>;
  /** Steps of the user's own: the absolute path of a module or a program, by name. */
  readonly steps?: Readonly<Record<string, string>>;
  /** Managed files: the absolute path by id, for `configFileProvider`. */
  readonly configFiles?: Readonly<Record<string, string>>;
  /** Where `mail` and `emailext` send; absent: the mails are kept. */
  readonly mail?: MailConfig;
  /** Answers to `input` steps by id: `proceed`, `abort`, or a value. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Somebody follows who can answer `input` steps; without, an open question fails the build. */
  readonly interactive?: boolean;
  /** Opens every stage and runs no step. */
  readonly dryRun?: boolean;
  /** What a step that is not known here does. Default: `fail`, before anything runs. */
  readonly unknownStep?: UnknownStep;
  /** Ends the build after this time (ms), as the option `timeout` does. */
  readonly timeoutMs?: number;
  /** Secrets by id, for `credentials()` and `withCredentials`; those in the user's store need no mention. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Secrets that no event may show. */
  readonly masks?: readonly string[];
  /** Time (ms) between SIGTERM and SIGKILL for what an aborted step runs. Default: 60,000, which is enough for a deployment to put its hosts back. */
  readonly graceMs?: number;
}

/** `late`: it fails where it is called, as in Jenkins; `warn`: it is told and left out. */
export type UnknownStep = 'fail' | 'late' | 'warn';

/** What the variables `CHANGE_…` say. */
export interface ChangeRequest {
  readonly id: string;
  readonly target?: string;
  readonly branch?: string;
  readonly fork?: string;
  readonly url?: string;
  readonly title?: string;
  readonly author?: string;
  readonly authorDisplayName?: string;
  readonly authorEmail?: string;
}
