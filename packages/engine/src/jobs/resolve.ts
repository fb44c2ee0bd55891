import { nearestName } from '@pipeline-lab/jenkinsfile';
import type { BuildRequest } from '../build/request.ts';
import { noSuchJob } from '../errors.ts';
import { git } from '../workspace/git.ts';
import { type JobConfig, jobFolderName } from './job.ts';

/** Which Jenkinsfile of which commit a job stands for. */
export type JobTarget = Pick<
  BuildRequest,
  'job' | 'jenkinsfile' | 'repository' | 'commit' | 'branch' | 'dirty' | 'params'
>;

/**
 * Finds a job by the name that a Jenkinsfile has for it: one of the configuration, the job itself, or either of them
 * with a branch behind it, as multibranch projects have (`service/main`, `%2F` for a slash in the branch). A leading
 * `/`, `./` or `../` leads to the same names, since jobs here have no folders. Errors: a StepFailure with the names
 * there are.
 */
export async function resolveJob(request: BuildRequest, asked: string): Promise<JobTarget> {
  const jobs = new Map(Object.entries(request.jobs ?? {}));
  const own: JobConfig = { jenkinsfile: request.jenkinsfile };
  const configOf = (name: string): JobConfig | undefined =>
    jobs.get(name) ?? (name === request.job ? own : undefined);
  const name = asked.replace(/^\/|^(?:\.{1,2}\/)+/, '');
  const config = configOf(name);
  if (config !== undefined) return await targetOf(request, name, config);
  for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
    const project = configOf(name.slice(0, end));
    if (project === undefined) continue;
    const branch = branchNamed(name.slice(end + 1));
    if (await hasBranch(project.repository ?? request.repository, branch))
      return await targetOf(request, name.slice(0, end), { ...project, branch });
  }
  const known = [...new Set([...jobs.keys(), request.job])];
  throw noSuchJob(asked, known, nearestName(name, known));
}

async function targetOf(request: BuildRequest, name: string, config: JobConfig): Promise<JobTarget> {
  const { repository = request.repository, jenkinsfile = 'Jenkinsfile', branch, parameters = {} } = config;
  const job = name === request.job ? name : jobFolderName(name);
  const target = { job, jenkinsfile, repository, params: parameters };
  if (branch !== undefined) return { ...target, branch, commit: `refs/heads/${branch}` };
  if (repository !== request.repository) {
    const current = await git(repository, ['symbolic-ref', '--quiet', '--short', 'HEAD']).catch(() => '');
    return { ...target, commit: 'HEAD', ...(current === '' ? {} : { branch: current.trim() }) };
  }
  const { commit, dirty } = request;
  const same = request.branch === undefined ? {} : { branch: request.branch };
  return { ...target, commit, ...same, ...(dirty === undefined ? {} : { dirty }) };
}

function branchNamed(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function hasBranch(repository: string, branch: string): Promise<boolean> {
  const args = ['show-ref', '--verify', '--quiet', `refs/heads/${branch}`];
  return await git(repository, args).then(
    () => true,
    () => false,
  );
}
