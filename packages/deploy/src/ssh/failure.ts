import { fail, PlabError } from '../errors.ts';
import type { Host } from '../host/host.ts';

/** What `ssh` said before it gave up, as an error with the next step. */
export function sshFailure(host: Host, said: string, exitCode: number | null): PlabError {
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('Allocated port') && !line.startsWith('Warning: '));
  const last = lines.at(-1) ?? `ssh ended with code ${exitCode ?? 'none'}`;
  if (/host key|REMOTE HOST IDENTIFICATION/i.test(said)) return fail('PLAB_HOST_KEY', host, last);
  if (/Permission denied/i.test(said)) return fail('PLAB_SSH_DENIED', host, last);
  if (/forwarding (failed|refused)|administratively prohibited/i.test(said)) {
    return fail('PLAB_SSH_FORWARDING', host, last);
  }
  return fail('PLAB_SSH_REFUSED', host, last);
}

/** Whether a connection was given up because of the host's key. */
export function isRefusedKey(error: unknown): error is PlabError {
  return error instanceof PlabError && error.code === 'PLAB_HOST_KEY';
}
