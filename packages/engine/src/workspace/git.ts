import { execFile, spawnSync } from 'node:child_process';
import { gitFailed, gitMissing } from '../errors.ts';

/** Environment variables by which a surrounding git command would point ours at its own repository. */
const foreignRepository: ReadonlySet<string> = new Set(
  ['DIR', 'WORK_TREE', 'INDEX_FILE', 'OBJECT_DIRECTORY', 'COMMON_DIR', 'PREFIX', 'NAMESPACE'].map(
    (name) => `GIT_${name}`,
  ),
);

/** A copy of `env` that points no git command to a certain repository. */
export function withoutGitRepository(env: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(env).filter(
    ([name, value]) => value !== undefined && !foreignRepository.has(name),
  );
  return Object.fromEntries(entries) as Record<string, string>;
}

/** Runs git in a folder, without hooks or prompts, and gives what it prints. Errors: PLAB_GIT_FAILED, PLAB_GIT_MISSING. */
export async function git(folder: string, args: readonly string[], signal?: AbortSignal): Promise<string> {
  return (await gitWith('', folder, args, signal)).toString();
}

/** The same with something on its standard input, and with the bytes that it prints. */
export async function gitWith(
  input: string,
  folder: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<Buffer> {
  return await outputOf('git', { input, name: `git ${args.join(' ')}`, ...invocation(folder, args) }, signal);
}

/**
 * Several git commands in a folder as one fixed script of the shell, which knows values only as its parameters. Gives
 * all that they print: starting a program costs this process more than most of them take. Errors: as {@link git}.
 */
export async function gitScript(
  { folder, script, parameters }: GitScript,
  signal?: AbortSignal,
): Promise<Buffer> {
  const text = ownGit(`cd -- "$0" && ${script}`);
  const argv = ['-c', text, folder, ...parameters];
  const name = spelledOut(script, parameters);
  return await outputOf('sh', { input: '', name, argv, env: process.env }, signal);
}

/** A script of the shell in which git knows no hooks, no prompts and no repository but that of the folder. */
export function ownGit(script: string): string {
  const variables = Object.entries(own).map(([name, value]) => `${name}=${value}`);
  return `unset ${[...foreignRepository].join(' ')}
export ${variables.join(' ')}
git() { command git ${settings.join(' ')} "$@"; }
${script}
`;
}

function spelledOut(script: string, parameters: readonly string[]): string {
  return script.replaceAll(/"\$(\d)"/g, (_, index: string) => parameters[Number(index) - 1] ?? '');
}

export interface GitScript {
  readonly folder: string;
  readonly script: string;
  /** What it calls `$1`, `$2`, … */
  readonly parameters: readonly string[];
}

/** What stands for a program that is not there: the system's word, and the shell's. */
const missing: ReadonlySet<unknown> = new Set(['ENOENT', 127]);

interface Call {
  readonly input: string;
  /** What an error calls it. */
  readonly name: string;
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

async function outputOf(
  program: string,
  { input, name, argv, env }: Call,
  signal?: AbortSignal,
): Promise<Buffer> {
  return await new Promise((resolve, reject) => {
    const maxBuffer = 256 * 1024 * 1024;
    const options = {
      env,
      maxBuffer,
      encoding: 'buffer',
      ...(signal === undefined ? {} : { signal }),
    } as const;
    const child = execFile(program, argv, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else if (signal?.aborted) reject(signal.reason as Error);
      else
        reject(
          missing.has(error.code) ? gitMissing(error) : gitFailed(name, stderr.toString().trim(), error),
        );
    });
    // It may end before it has read everything.
    child.stdin?.on('error', () => undefined).end(input);
  });
}

/** The same at once, for the rare question that a script asks in the middle of an expression; empty when git fails. */
export function gitNow(folder: string, args: readonly string[]): string {
  const { argv, env } = invocation(folder, args);
  const { status, stdout } = spawnSync('git', argv, { env, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  return status === 0 ? stdout : '';
}

/** Variables of every git of ours. */
const own = { GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' } as const;

const settings = ['-c', 'core.hooksPath=/dev/null', '-c', 'advice.detachedHead=false'];

function invocation(
  folder: string,
  args: readonly string[],
): { readonly argv: string[]; readonly env: Record<string, string> } {
  return {
    argv: ['-C', folder, ...settings, ...args],
    env: { ...withoutGitRepository(process.env), ...own },
  };
}
