import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type HostObject, textOf, type Value } from '@pipeline-lab/groovy';
import type { Site } from '../build/build.ts';
import { say } from '../build/site.ts';
import { withSecretFolder } from '../credentials/bindings.ts';
import { gitLogin } from '../credentials/git.ts';
import { StepFailure } from '../errors.ts';
import { launch } from '../shell/run.ts';
import { checkoutSource } from './checkout.ts';
import { makeFolder } from './make-folder.ts';

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
  const [remote] = described(scm.get('userRemoteConfigs'));
  if (remote === undefined)
    throw new StepFailure(
      `checkout: nothing here checks out ${text(scm.get('$class'), 'this')}`,
      'Use `checkout scm`, `scmGit(…)` or `git url: …`.',
    );
  const [branch] = described(scm.get('branches'));
  const extensions = described(scm.get('extensions'));
  const extension = (name: RegExp): Described | undefined =>
    extensions.find((each) => name.test(text(each('$class'))));
  const clone = extension(/^(?:CloneOption|cloneOption)$/);
  return await checkoutGit(site, {
    url: text(remote('url')),
    branch: text(branch?.('name'), '**'),
    credentialsId: text(remote('credentialsId')),
    folder: text(extension(/RelativeTargetDirectory$/i)?.('relativeTargetDir'), '.'),
    clean:
      extension(/^(?:CleanBeforeCheckout|CleanCheckout|WipeWorkspace|cleanBeforeCheckout)$/) !== undefined,
    depth: clone?.('shallow') === true ? Number(text(clone('depth'), '1')) : 0,
    submodules: extension(/^(?:SubmoduleOption|submodule)$/) !== undefined,
  });
}

/** Checks a repository out, as the step of the site. Gives Jenkins' map of GIT_COMMIT, GIT_BRANCH and GIT_URL. */
export async function checkoutGit(site: Site, options: GitCheckout): Promise<Value> {
  const folder = resolve(site.cwd, options.folder);
  makeFolder(folder);
  return await withSecretFolder(site, async (files) => {
    const env = await gitLogin(site, options.credentialsId, options.url, files);
    const git = gitCommand({ ...site, cwd: folder }, options.url, env);
    return isOwn(site, options)
      ? await ownCommit(site, git, folder, options)
      : await fetched(git, folder, options);
  });
}

type Git = (args: readonly string[], capture?: boolean) => Promise<string>;

function gitCommand(site: Site, url: string, env: Readonly<Record<string, string>>): Git {
  return async (args, capture = false) => {
    say(site, ` > git ${args.join(' ')}`);
    const { code, stdout } = await launch(site, site.step ?? 0, { argv: ['git', ...args], env, capture });
    if (code !== 0)
      throw new StepFailure(
        `git ${args[0]} ended with exit code ${code}`,
        `Check ${url} and the credentials.`,
      );
    return stdout.trim();
  };
}

/** `userRemoteConfigs: scm.userRemoteConfigs, branches: scm.branches` means the commit of the build, pushed or not. */
function isOwn({ build: { source } }: Site, { url, branch, depth }: GitCheckout): boolean {
  if (source === undefined || depth > 0 || url !== source.url()) return false;
  return branch === source.commit || (source.branch !== undefined && branch === source.branch);
}

async function ownCommit(
  site: Site,
  git: Git,
  folder: string,
  { clean, submodules }: GitCheckout,
): Promise<Value> {
  const variables = await checkoutSource({ ...site, cwd: folder });
  if (clean) await git(['clean', '-ffdxq']);
  if (submodules) await updateSubmodules(git);
  return new Map<Value, Value>(Object.entries(variables));
}

async function updateSubmodules(git: Git): Promise<void> {
  await git(['submodule', 'update', '--init', '--recursive', '--quiet']);
}

async function fetched(
  git: Git,
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
  if (submodules) await updateSubmodules(git);
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

/** Gives what a description has by a name. */
type Described = (name: string) => Value | undefined;

/** What a map describes, or an object such as `scm.branches` has. */
function described(value: Value | undefined): Described[] {
  const list = Array.isArray(value) ? value : [value];
  return list.flatMap((each): Described[] => {
    if (each instanceof Map) return [(name) => each.get(name)];
    return isHostObject(each) ? [(name) => each.getProperty(name)] : [];
  });
}

function isHostObject(value: Value | undefined): value is HostObject {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'object';
}

function text(value: Value | undefined, usual = ''): string {
  return value === undefined || value === null ? usual : textOf(value);
}
