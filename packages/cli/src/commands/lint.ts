import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { stepNames } from '@pipeline-lab/engine';
import { checkSteps, parseJenkinsfile } from '@pipeline-lab/jenkinsfile';
import type { Context } from '../context.ts';
import { unreadable } from '../errors.ts';
import { renderError } from '../render/error.ts';
import { StageFailure } from './failure.ts';

/** Checks Jenkinsfiles without running them; tells what is wrong in all of them before it fails. */
export async function lint(context: Context, files: readonly string[]): Promise<void> {
  const names = files.length === 0 ? ['Jenkinsfile'] : files;
  const results = await Promise.allSettled(
    names.map((name) => check(resolve(context.cwd, name), context.cwd)),
  );
  for (const [index, result] of results.entries()) {
    if (result.status === 'fulfilled') console.log(`${names[index]} is valid`);
    else console.error(renderError(result.reason));
  }
  if (results.some(({ status }) => status === 'rejected'))
    throw new StageFailure('a Jenkinsfile is not valid');
}

async function check(path: string, cwd: string): Promise<void> {
  const source = await readFile(path, 'utf8').catch((error: unknown) => {
    throw unreadable(relative(cwd, path), error);
  });
  checkSteps(parseJenkinsfile(source, relative(cwd, path)), stepNames);
}
