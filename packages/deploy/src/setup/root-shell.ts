import { fail } from '../errors.ts';
import type { Connection } from '../ssh/connection.ts';

/** Runs commands on a host as root. */
export interface RootShell {
  /** Rejects with what the command printed when it fails; gives what it printed, without newlines at the end. */
  run(argv: readonly string[]): Promise<string>;
}

/** Root on the other end of a connection: the login itself, or by sudo without a password. Errors: PLAB_SUDO. */
export async function rootShell(connection: Pick<Connection, 'host' | 'run'>): Promise<RootShell> {
  const user = await connection.run(['id', '-un']);
  if (user === 'root') return connection;
  const sudo = ['sudo', '-n', '--'];
  await connection.run([...sudo, 'true']).catch((error: unknown) => {
    throw fail('PLAB_SUDO', connection.host, user, error);
  });
  return { run: async (argv) => await connection.run([...sudo, ...argv]) };
}

/** The argv of a fixed script with values as its arguments `$1`, `$2`, …: no value becomes code. */
export function script(text: string, ...values: readonly string[]): string[] {
  // The channel's own umask is for the folder of a deployment.
  return ['sh', '-ec', `umask 022\n${text}`, 'sh', ...values];
}
