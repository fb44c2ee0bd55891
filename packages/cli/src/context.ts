import { homedir } from 'node:os';
import { join } from 'node:path';

/** What every command works with. */
export interface Context {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Where this user's lab, builds and layers are kept. */
  readonly stateFolder: string;
  /** Prefix and label of everything that `up` makes in the container engine. */
  readonly namespace: string;
  /** Aborts with the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** Aborts with the second one. */
  readonly force: AbortSignal;
  /** One line for people, on stderr. */
  readonly say: (text: string) => void;
}

/** Reads the surroundings: XDG_STATE_HOME for the state, PLAB_NAMESPACE for a second lab beside the first. */
export function contextOf(
  env: NodeJS.ProcessEnv,
  cwd: string,
  signal: AbortSignal,
  force: AbortSignal,
): Context {
  const namespace = env['PLAB_NAMESPACE'] ?? 'plab';
  return {
    cwd,
    env,
    namespace,
    stateFolder: stateFolderOf(env),
    signal,
    force,
    say: (text) => console.error(text),
  };
}

/** Where the state of this user's namespace is. */
export function stateFolderOf(env: NodeJS.ProcessEnv): string {
  const stateHome = env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state');
  return join(stateHome, env['PLAB_NAMESPACE'] ?? 'plab');
}
