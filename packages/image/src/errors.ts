/**
 * An error for the user: a stable `code` (`PLAB_…`), a message with what happened and where, and a `hint` with what
 * to do next. The cause is kept.
 */
export class PlabError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PlabError';
    this.code = code;
    this.hint = hint;
  }
}

export type ImageErrorCode =
  | 'PLAB_NO_ENGINE'
  | 'PLAB_ENGINE_HOST'
  | 'PLAB_ENGINE_START'
  | 'PLAB_COMMAND'
  | 'PLAB_NO_BASE_IMAGE'
  | 'PLAB_BUILD_CONTEXT'
  | 'PLAB_BUILD_FAILED'
  | 'PLAB_IMAGE_NOT_FOUND'
  | 'PLAB_IMAGE_ARCHIVE'
  | 'PLAB_STORE_DISK_FULL'
  | 'PLAB_LOCK_FILE'
  | 'PLAB_KEY'
  | 'PLAB_ATTESTATION_FORMAT'
  | 'PLAB_ATTESTATION_KEY'
  | 'PLAB_ATTESTATION_ALTERED'
  | 'PLAB_ATTESTATION_IMAGE'
  | 'PLAB_ATTESTATION_INCOMPLETE';

interface Entry {
  readonly what: string;
  readonly hint: string;
}

/** Every error about engines and images: what happened (`{where}` and `{detail}` filled in) and what to do next. */
const catalogue: Readonly<Record<ImageErrorCode, Entry>> = {
  PLAB_NO_ENGINE: { what: 'no container engine answers: {detail}', hint: '{where}' },
  PLAB_ENGINE_HOST: {
    what: 'DOCKER_HOST={where} cannot be used: {detail}',
    hint: 'Unset DOCKER_HOST to use the engine of this machine, or give unix:///path or tcp://host:port.',
  },
  PLAB_ENGINE_START: {
    what: 'the container engine did not start: {detail}',
    hint: 'Read {where}, correct the cause, then run this again.',
  },
  PLAB_COMMAND: { what: '`{where}` failed: {detail}', hint: 'Run the command by hand, then this again.' },
  PLAB_NO_BASE_IMAGE: {
    what: 'the base image {where} is not here, cannot be pulled and cannot be made: {detail}',
    hint: 'Run `docker pull {where}` where a registry can be reached, and bring it here with docker save and load.',
  },
  PLAB_BUILD_CONTEXT: {
    what: 'cannot read the build context {where}: {detail}',
    hint: 'Check `context` and `dockerfile` of the image.',
  },
  PLAB_BUILD_FAILED: {
    what: 'the image build failed at {where}\n{detail}',
    hint: 'Correct the Dockerfile or the command of that step, then build again.',
  },
  PLAB_IMAGE_NOT_FOUND: { what: 'the engine has no image {where}', hint: 'Build it first: `./plab build`.' },
  PLAB_IMAGE_ARCHIVE: {
    what: 'cannot read image {where} from the engine: {detail}',
    hint: 'Build the image again; `docker image inspect` shows what the engine holds.',
  },
  PLAB_STORE_DISK_FULL: {
    what: 'no space left for the layers in {where}',
    hint: 'Free disk space there (`docker system df` shows what the engine takes), then run this again.',
  },
  PLAB_LOCK_FILE: {
    what: '{where} is not a lock file of npm: {detail}',
    hint: 'Name a package-lock.json; `npm install --package-lock-only` writes one.',
  },
  PLAB_KEY: {
    what: 'the key {where} cannot be used: {detail}',
    hint: '`./plab keys create` makes a pair; docs/provenance.md says where each half goes.',
  },
  PLAB_ATTESTATION_FORMAT: {
    what: 'what was signed of {where} cannot be read: {detail}',
    hint: 'Build the image again with `./plab build`, which signs it anew.',
  },
  PLAB_ATTESTATION_KEY: {
    what: 'what was signed of {where} is of no key that deploy.yml trusts: {detail}',
    hint: 'Build the image with the project’s key, or name the other key under `verify.keys` if you trust it.',
  },
  PLAB_ATTESTATION_ALTERED: {
    what: 'what was signed of {where} was altered: the signature of {detail} does not fit it',
    hint: 'Find out who changed it. `./plab build` builds and signs the image anew.',
  },
  PLAB_ATTESTATION_IMAGE: {
    what: 'what was signed is of another image than {where}: of {detail}',
    hint: 'Deploy the image that was signed, or build this one with `./plab build`.',
  },
  PLAB_ATTESTATION_INCOMPLETE: {
    what: 'what was signed of {where} has no statement of {detail}',
    hint: 'Build the image again with `./plab build`, which signs it anew.',
  },
};

/** An error of the catalogue: `where` is an image, a path or a command, `detail` what was seen. */
export function fail(code: ImageErrorCode, where: string, detail = '', cause?: unknown): PlabError {
  const values: Record<string, string> = { '{where}': where, '{detail}': detail };
  const fill = (text: string): string =>
    text.replaceAll(/\{(?:where|detail)\}/g, (name) => values[name] ?? name);
  const { what, hint } = catalogue[code];
  return new PlabError(code, fill(what), fill(hint), cause === undefined ? undefined : { cause });
}
