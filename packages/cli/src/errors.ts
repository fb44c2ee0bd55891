import { PlabError } from '@pipeline-lab/image/errors';

/** The command line's own errors; those of the other parts come with their own code and hint. */
export function noSshClient(missing: readonly string[]): PlabError {
  return new PlabError(
    'PLAB_NO_SSH',
    `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not installed; hosts are reached over SSH alone`,
    'Install the OpenSSH client, for example `apt install openssh-client`.',
  );
}

export function noGit(cause: unknown): PlabError {
  return new PlabError(
    'PLAB_GIT_MISSING',
    'git is not installed',
    'Install it, for example `apt install git`.',
    {
      cause,
    },
  );
}

export function repositoryRefused(folder: string, said: string, cause: unknown): PlabError {
  return new PlabError(
    'PLAB_GIT_FAILED',
    `git does not read ${folder}: ${said}`,
    'Do what git says; `git status` there shows it again.',
    { cause },
  );
}

export function notARepository(folder: string, cause?: unknown): PlabError {
  return new PlabError(
    'PLAB_NOT_A_REPOSITORY',
    `${folder} is not in a git repository`,
    'Run `git init` and commit, or change to a folder of your repository.',
    { cause },
  );
}

export function noCommit(folder: string, cause?: unknown): PlabError {
  return new PlabError(
    'PLAB_NO_COMMIT',
    `${folder} has no commit yet`,
    'Run `git add -A && git commit`, then this again. `--dirty` is no way around: a release needs a commit to name it.',
    { cause },
  );
}

export function badPlabFile(problems: readonly string[]): PlabError {
  return new PlabError('PLAB_FILE', problems.join('\n'), 'Correct the marked places of plab.yml.');
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

export function keyIsThere(file: string): PlabError {
  return new PlabError(
    'PLAB_KEY_THERE',
    `${file} is there already, and is not replaced`,
    '`./plab keys show` prints its public half. To use a new key, move that file away first.',
  );
}

export function publicKeyIsThere(file: string): PlabError {
  return new PlabError(
    'PLAB_KEY_THERE',
    `${file} is there already: the project has a key, and others may sign with it`,
    'Get the private half from whoever has it. For one more key name another file: `--public FILE`.',
  );
}

export function keyIsOpen(file: string): PlabError {
  return new PlabError(
    'PLAB_KEY_OPEN',
    `${file} can be read by other users, and is not used`,
    `Run \`chmod 600 ${file}\`, and think about making a new key: \`./plab keys create\`.`,
  );
}

export function noSigningKey(app: string): PlabError {
  return new PlabError(
    'PLAB_NO_SIGNING_KEY',
    `the key that signs ${app} is not here`,
    '`./plab keys create` makes one; in CI, PLAB_SIGNING_KEY_FILE names it.',
  );
}

export function notSigned(image: string): PlabError {
  return new PlabError(
    'PLAB_NOT_SIGNED',
    `nothing was signed of ${image} here`,
    '`./plab build` signs what it builds where the project’s key is; `--release` asks a host.',
  );
}

export function badUsage(what: string, hint: string): PlabError {
  return new PlabError('PLAB_USAGE', what, hint);
}

export function tooLittleMemory(needed: number, available: number): PlabError {
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;
  return new PlabError(
    'PLAB_REHEARSE_MEMORY',
    `a disk that can be filled is held in memory: that takes ${megabytes(needed)}, and ${megabytes(available)} are free here`,
    'Free memory, or rehearse another fault: `plab rehearse --fault list`.',
  );
}

export function portTaken(port: number, cause: unknown): PlabError {
  return new PlabError(
    'PLAB_PORT_TAKEN',
    `port ${port} of 127.0.0.1 is in use`,
    'Give another one with --port, or leave it out for a free one.',
    { cause },
  );
}

export function notVerified(url: string, problem: string): PlabError {
  return new PlabError(
    'PLAB_NOT_VERIFIED',
    `${url}: ${problem}`,
    '`./plab status` shows what each host serves.',
  );
}

export function notTheWorkspace(): PlabError {
  return new PlabError(
    'PLAB_NOT_THE_PROJECT',
    "`plab test` runs Pipeline Lab's own tests, and this is not its repository",
    'Clone Pipeline Lab and run it there. `plab run` runs the tests that your Jenkinsfile names.',
  );
}

export function unreadable(file: string, cause: unknown): PlabError {
  return new PlabError('PLAB_UNREADABLE', `${file} cannot be read: ${reasonOf(cause)}`, 'Check the path.', {
    cause,
  });
}

export function unwritable(file: string, cause: unknown): PlabError {
  return new PlabError(
    'PLAB_UNWRITABLE',
    `${file} cannot be written: ${reasonOf(cause)}`,
    'Name a file in a folder that is there and that you may write to.',
    { cause },
  );
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not',
};

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return ('code' in cause ? reasons[String(cause.code)] : undefined) ?? cause.message;
}
