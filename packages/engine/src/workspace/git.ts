import { execFile } from 'node:child_process';
import { gitFailed, gitMissing } from '../errors.ts';

/** Environment variables by which a surrounding git command would point ours at its own repository. */
const foreignRepository = /^GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|COMMON_DIR|PREFIX|NAMESPACE)$/;

/** A copy of `env` that points no git command to a certain repository. */
export function withoutGitRepository(env: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(env).filter(
    ([name, value]) => value !== undefined && !foreignRepository.test(name),
  );
  return Object.fromEntries(entries) as Record<string, string>;
}

/** Runs git in a folder, without hooks or prompts, and gives what it prints. Errors: PLAB_GIT_FAILED, PLAB_GIT_MISSING. */
export async function git(folder: string, args: readonly string[], signal?: AbortSignal): Promise<string> {
  const env = { ...withoutGitRepository(process.env), GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  const argv = ['-C', folder, '-c', 'core.hooksPath=/dev/null', '-c', 'advice.detachedHead=false', ...args];
  return await new Promise((resolve, reject) => {
    const options = { env, maxBuffer: 256 * 1024 * 1024, ...(signal === undefined ? {} : { signal }) };
    execFile('git', argv, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else if (signal?.aborted) reject(signal.reason as Error);
      else reject(error.code === 'ENOENT' ? gitMissing(error) : gitFailed(args, stderr.trim(), error));
    });
  });
}
