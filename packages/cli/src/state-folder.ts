import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the state of a user's namespace is; undefined when the namespace is no name. */
export function stateFolderIn(env: NodeJS.ProcessEnv): string | undefined {
  const namespace = namespaceIn(env);
  const stateHome = env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state');
  return namespace === undefined ? undefined : join(stateHome, namespace);
}

/** It names a folder that `down` clears and everything it removes from the engine; undefined when it may not. */
export function namespaceIn(env: NodeJS.ProcessEnv): string | undefined {
  const namespace = env['PLAB_NAMESPACE'] || 'plab';
  return /^[a-z][a-z0-9-]{0,62}$/.test(namespace) ? namespace : undefined;
}
