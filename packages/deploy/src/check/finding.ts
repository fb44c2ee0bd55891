import type { PlabError } from '../errors.ts';

/** What one check of a host found. */
export interface Finding {
  readonly check: CheckName;
  /** `unknown`: it could not be looked at, because of another problem. */
  readonly state: 'good' | 'warning' | 'problem' | 'unknown';
  readonly detail: string;
  /** What is wrong and what to do, of a problem. */
  readonly error?: PlabError;
}

export type CheckName =
  | 'connection'
  | 'engine'
  | 'architecture'
  | 'disk'
  | 'inodes'
  | 'clock'
  | 'ports'
  | 'forwarding'
  | 'proxy'
  | 'proxy file'
  | 'state'
  | 'programs'
  | 'lock';

export const good = (check: CheckName, detail: string): Finding => ({ check, state: 'good', detail });
export const warning = (check: CheckName, detail: string): Finding => ({ check, state: 'warning', detail });
export const unknown = (check: CheckName, detail: string): Finding => ({ check, state: 'unknown', detail });
export const problem = (check: CheckName, error: PlabError): Finding => ({
  check,
  state: 'problem',
  detail: error.message,
  error,
});
