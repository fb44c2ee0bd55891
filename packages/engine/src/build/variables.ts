import { dirname } from 'node:path';
import { withoutGitRepository } from '../workspace/git.ts';
import { folderUrl } from '../history/folder-url.ts';
import type { BuildRequest, ChangeRequest } from './request.ts';
import type { BuildPlace } from './run.ts';

/** A step gets the secrets that it asks for, not those that were handed to the build. */
const secretPrefix = 'PLAB_SECRET_';

/** The secrets among the variables that a build was given. */
export function secretVariables({ env }: BuildRequest): [string, string][] {
  return Object.entries(env).filter(([name]) => name.startsWith(secretPrefix));
}

/** The machine's variables and those that Jenkins gives to every step: https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables */
export function buildVariables(
  request: BuildRequest,
  { number, folder }: BuildPlace,
): Record<string, string> {
  const { job, env, change, tag, stateDir } = request;
  const branch = change === undefined ? (tag ?? request.branch) : `PR-${change.id}`;
  return {
    ...withoutSecrets(withoutGitRepository(env)),
    BUILD_NUMBER: String(number),
    BUILD_ID: String(number),
    BUILD_TAG: `jenkins-${job}-${number}`,
    BUILD_DISPLAY_NAME: `#${number}`,
    JOB_NAME: job,
    JOB_BASE_NAME: job,
    BUILD_URL: folderUrl(folder),
    JOB_URL: folderUrl(dirname(folder)),
    JENKINS_URL: folderUrl(stateDir),
    CI: 'true',
    ...(branch === undefined ? {} : { BRANCH_NAME: branch }),
    ...(tag === undefined ? {} : { TAG_NAME: tag }),
    ...(change === undefined ? {} : changeVariables(change)),
  };
}

function withoutSecrets(env: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith(secretPrefix)));
}

function changeVariables(change: ChangeRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(change).map(([field, value]: [string, string]) => [
      `CHANGE_${field.replaceAll(/[A-Z]/g, '_$&').toUpperCase()}`,
      value,
    ]),
  );
}
