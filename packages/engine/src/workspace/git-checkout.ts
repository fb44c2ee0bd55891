import { mkdir, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { textOf, type Value } from '@pipeline-lab/groovy';
import { say, type Site } from '../build/build.ts';
import { withSecretFolder } from '../credentials/bindings.ts';
import { gitLogin } from '../credentials/git.ts';
import { StepFailure } from '../errors.ts';
import { launch } from '../shell/run.ts';

interface GitCheckout {
  readonly url: string;
  /** A branch, tag, `refs/…` or commit. */
  readonly branch: string;
  readonly credentialsId: string;
  readonly folder: string;
  readonly clean: boolean;
  /** 0: the whole history. */
  readonly depth: number;
  readonly submodules: boolean;
}

/** `checkout scmGit(…)`, `checkout([$class: 'GitSCM', …])`. */
export async function checkoutDescribed(site: Site, scm: ReadonlyMap<Value, Value>): Promise<Value> {
  const [remote] = maps(scm.get('userRemoteConfigs'));
  if (remote === undefined)
    throw new StepFailure(
      `checkout: nothing here checks out ${text(scm.get('$class'), 'this')}`,
      'Use `checkout scm`, `scmGit(…)` or `git url: …`.',
    );
  const [branch] = maps(scm.get('branches'));
  const extensions = maps(scm.get('extensions'));
  const extension = (name: RegExp): ReadonlyMap<Value, Value> | undefined =>
    extensions.find((each) => name.test(text(each.get('$class'))));
  const clone = extension(/^(?:CloneOption|cloneOption)$/);
  return await checkoutGit(site, {
    url: text(remote.get('url')),
    branch: text(branch?.get('name'), '**'),
    credentialsId: text(remote.get('credentialsId')),
    folder: text(extension(/RelativeTargetDirectory$/i)?.get('relativeTargetDir'), '.'),
    clean:
      extension(/^(?:CleanBeforeCheckout|CleanCheckout|WipeWorkspace|cleanBeforeCheckout)$/) !== undefined,
    depth: clone?.get('shallow') === true ? Number(text(clone.get('depth'), '1')) : 0,
    submodules: extension(/^(?:SubmoduleOption|submodule)$/) !== undefined,
  });
}

/** Checks a repository out, as the step of the site. Gives Jenkins' map of GIT_COMMIT, GIT_BRANCH and GIT_URL. */
export async function checkoutGit(site: Site, options: GitCheckout): Promise<Value> {
  const { url, credentialsId } = options;
  const folder = resolve(site.cwd, options.folder);
  await mkdir(folder, { recursive: true });
  return await withSecretFolder(site, async (files) => {
    const env = await gitLogin(site, credentialsId, url, files);
    const git = async (args: readonly string[], capture = false): Promise<string> => {
      say(site, ` > git ${args.join(' ')}`);
      const { code, stdout } = await launch({ ...site, cwd: folder }, site.step ?? 0, {
        argv: ['git', ...args],
        env,
        capture,
      });
      if (code !== 0)
        throw new StepFailure(
          `git ${args[0]} ended with exit code ${code}`,
          `Check ${url} and the credentials.`,
        );
      return stdout.trim();
    };
    return await fetched(git, folder, options);
  });
}

async function fetched(
  git: (args: readonly string[], capture?: boolean) => Promise<string>,
  folder: string,
  { url, branch, clean, depth, submodules }: GitCheckout,
): Promise<Value> {
  if (!(await isRepository(folder))) await git(['init', '--quiet', '.']);
  const name = branch.replace(/^(?:\*\/|refs\/heads\/|origin\/)/, '');
  const ref = name === '**' || name === '' ? 'HEAD' : name;
  const shallow = depth > 0 ? [`--depth=${depth}`] : [];
  await git(['fetch', '--quiet', '--tags', '--force', ...shallow, '--', url, ref]);
  const commit = await git(['rev-parse', 'FETCH_HEAD^{commit}'], true);
  await git(['-c', 'advice.detachedHead=false', 'checkout', '--quiet', '--force', '--detach', commit]);
  if (clean) await git(['clean', '-ffdxq']);
  if (submodules) await git(['submodule', 'update', '--init', '--recursive', '--quiet']);
  return new Map<Value, Value>([
    ['GIT_COMMIT', commit],
    ['GIT_BRANCH', `origin/${ref}`],
    ['GIT_URL', url],
  ]);
}

async function isRepository(folder: string): Promise<boolean> {
  const names = await readdir(folder);
  return (
    names.includes('.git') &&
    (await stat(join(folder, '.git', 'HEAD')).then(
      () => true,
      () => false,
    ))
  );
}

function maps(value: Value | undefined): ReadonlyMap<Value, Value>[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((each): each is Map<Value, Value> => each instanceof Map);
}

function text(value: Value | undefined, usual = ''): string {
  return value === undefined || value === null ? usual : textOf(value);
}
