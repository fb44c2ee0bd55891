import type { BuildProcesses } from '@pipeline-lab/engine/prepare';
import { badUsage } from './errors.ts';
import type { Interruption } from './interruption.ts';
import { type Repository, repositoryAt } from './repository.ts';
import { namespaceIn, stateFolderIn } from './state-folder.ts';

/** What every command works with. */
export interface Context extends Interruption {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Where this user's lab, builds and layers are kept. */
  readonly stateFolder: string;
  /** Prefix and label of everything that `up` makes in the container engine. */
  readonly namespace: string;
  /** Aborts with the first Ctrl-C, and when the terminal is closed. */
  readonly signal: AbortSignal;
  /** Where the processes of builds come from; absent: the engine starts its own. */
  readonly processes?: BuildProcesses | undefined;
  /** The repository around a folder. */
  readonly repositoryAt: (folder: string) => Promise<Repository>;
  /** One line for people, on stderr. */
  readonly say: (text: string) => void;
}

/** Reads the surroundings: XDG_STATE_HOME for the state, PLAB_NAMESPACE for a second lab beside the first. Throws PLAB_USAGE. */
export function contextOf(
  env: NodeJS.ProcessEnv,
  cwd: string,
  interruption: Interruption,
  processes?: BuildProcesses,
): Context {
  const namespace = namespaceIn(env);
  const stateFolder = stateFolderIn(env);
  if (namespace === undefined || stateFolder === undefined)
    throw badUsage(
      `PLAB_NAMESPACE=${env['PLAB_NAMESPACE']} is not a name`,
      'Use lower-case letters, digits and dashes.',
    );
  const say = (text: string): void => console.error(text);
  let signal: AbortSignal | undefined;
  return {
    cwd,
    env,
    namespace,
    stateFolder,
    processes,
    repositoryAt,
    say,
    get signal() {
      return (signal ??= AbortSignal.any([interruption.interrupted, interruption.hungUp]));
    },
    get interrupted() {
      return interruption.interrupted;
    },
    get hungUp() {
      return interruption.hungUp;
    },
    get force() {
      return interruption.force;
    },
  };
}
