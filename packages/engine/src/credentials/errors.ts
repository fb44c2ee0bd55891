import { PlabError } from '@pipeline-lab/groovy';
import { StepFailure } from '../errors.ts';

export const badSecretStore = (path: string, problem: string, cause?: unknown): PlabError =>
  new PlabError(
    'PLAB_SECRET_STORE',
    `${path}: ${problem}`,
    'Set the secret again with `plab secrets set`; the key belongs to the user who set it.',
    { cause },
  );

export const damagedSecretStore = (path: string, cause?: unknown): PlabError =>
  new PlabError(
    'PLAB_SECRET_STORE',
    `${path} is damaged: it does not hold what \`plab secrets\` writes`,
    'Bring it back from a backup, or move it away and set its secrets again with `plab secrets set`.',
    { cause },
  );

export const newerSecretStore = (path: string, version: number): PlabError =>
  new PlabError(
    'PLAB_SECRET_STORE',
    `${path} was written by a newer plab (version ${version} of the file)`,
    'Use that plab, or move the file away and set its secrets again with `plab secrets set`.',
  );

/** In the words of Jenkins' credentials-binding plugin. */
export const noCredential = (id: string): StepFailure =>
  new StepFailure(
    `Could not find credentials entry with ID '${id}'`,
    `Set it with \`plab secrets set ${id}\`, in the variable ${secretVariable(id)}, or in a file for --secret-file.`,
  );

export const wrongCredential = (id: string, is: string, expected: string): StepFailure =>
  new StepFailure(
    `Credentials '${id}' is of type '${is}' where '${expected}' was expected`,
    `Set it again: \`plab secrets set ${id} --type ${expected}\`.`,
  );

/** The environment variable that gives a secret: `PLAB_SECRET_` and the id in capitals. */
export const secretVariable = (id: string): string =>
  `PLAB_SECRET_${id.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`;
