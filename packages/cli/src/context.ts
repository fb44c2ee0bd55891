import { homedir } from 'node:os';
import { join } from 'node:path';
import { badUsage } from './errors.ts';

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

/** Reads the surroundings: XDG_STATE_HOME for the state, PLAB_NAMESPACE for a second lab beside the first. Throws PLAB_USAGE. */
export function contextOf(
  env: NodeJS.ProcessEnv,
  cwd: string,
  signal: AbortSignal,
  force: AbortSignal,
): Context {
  const namespace = namespaceOf(env);
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

/** Where the state of this user's namespace is. Throws PLAB_USAGE. */
export function stateFolderOf(env: NodeJS.ProcessEnv): string {
  const stateHome = env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state');
  return join(stateHome, namespaceOf(env));
}

function namespaceOf(env: NodeJS.ProcessEnv): string {
  const namespace = env['PLAB_NAMESPACE'] || 'plab';
  // It names a folder that `down` clears and everything it removes from the engine.
  if (/^[a-z][a-z0-9-]{0,62}$/.test(namespace)) return namespace;
  throw badUsage(`PLAB_NAMESPACE=${namespace} is not a name`, 'Use lower-case letters, digits and dashes.');
}
