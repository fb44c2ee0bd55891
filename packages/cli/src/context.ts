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
  const stateHome = env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state');
  return {
    cwd,
    env,
    namespace,
    stateFolder: join(stateHome, namespace),
    signal,
    force,
    say: (text) => console.error(text),
  };
}
