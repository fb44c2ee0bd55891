import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import type { Site } from '../build/build.ts';
import { StepFailure } from '../errors.ts';
import { fileName } from '../workspace/file-name.ts';
import { git } from '../workspace/git.ts';
import type { LibraryConfig } from './library.ts';

/** The folder that holds a library: its own one, or a copy of the version, kept by commit. */
export async function libraryFolder(
  site: Site,
  config: LibraryConfig,
  version: string | undefined,
): Promise<string> {
  const { build, signal } = site;
  const base = build.source?.repository ?? process.cwd();
  const local = isAbsolute(config.source) ? config.source : resolve(base, config.source);
  const isFolder = await stat(local).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder && /^[./~]/.test(config.source))
    throw new StepFailure(
      `library ${config.name}: there is no folder ${local}`,
      'Check its `source` in plab.yml; it is relative to the repository.',
    );
  const wanted = version ?? config.version;
  if (isFolder && wanted === undefined) return local;
  if (wanted === undefined)
    throw new StepFailure(
      `No version specified for library ${config.name}`,
      `Write ${config.name}@main in the Jenkinsfile, or set \`version\` in plab.yml.`,
    );
  const parent = join(build.stateDir, 'libraries', fileName(config.name));
  const fresh = join(parent, `.${randomUUID()}`);
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  try {
    await git(fresh, ['init', '--quiet', '.'], signal);
    const from = isFolder ? local : config.source;
    // `--` ends the options: neither a source nor a version can be one.
    await git(fresh, ['fetch', '--quiet', '--depth=1', '--', from, wanted], signal).catch(
      (cause: unknown) => {
        signal.throwIfAborted();
        throw notFetched(`${config.name}@${wanted}`, from, cause);
      },
    );
    const commit = (await git(fresh, ['rev-parse', 'FETCH_HEAD^{commit}'], signal)).trim();
    const folder = join(parent, commit);
    if (existsSync(folder)) return folder;
    await git(fresh, ['checkout', '--quiet', '--detach', commit], signal);
    await rename(fresh, folder).catch(async (error: unknown) => {
      // Another build was first.
      if (!existsSync(folder)) throw error;
    });
    return folder;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

function notFetched(library: string, from: string, cause: unknown): StepFailure {
  const said = cause instanceof Error ? cause.message.replace(/^.*? failed: /s, '') : String(cause);
  return new StepFailure(
    `library ${library} cannot be fetched: ${said}`,
    `\`git ls-remote ${from}\` shows its branches and tags, or why it cannot be reached.`,
    { cause },
  );
}
