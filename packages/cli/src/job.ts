import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repository } from './repository.ts';

/**
 * The job of a Jenkinsfile (relative to its repository), which names the folder of its builds: the folder of the
 * repository, with the file when that is not the usual one. A repository whose name is taken by another one gets a
 * name with something of its own.
 */
export async function jobOf(
  stateFolder: string,
  { name, gitFolder }: Repository,
  file: string = 'Jenkinsfile',
): Promise<string> {
  const job = jobName(file === 'Jenkinsfile' ? name : `${name}-${file}`);
  if (await claim(stateFolder, job, gitFolder)) return job;
  const own = createHash('sha256').update(gitFolder).digest('hex').slice(0, 8);
  return `${job}-${own}`;
}

/** Notes whose builds these are; false when they are those of another repository. */
async function claim(stateFolder: string, job: string, gitFolder: string): Promise<boolean> {
  const folder = join(stateFolder, 'builds', job);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const note = join(folder, 'repository');
  try {
    await writeFile(note, gitFolder, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    return (await readFile(note, 'utf8')) === gitFolder;
  }
}

/** A text as the name of a job. */
function jobName(text: string): string {
  return (
    text
      .replaceAll(/[^\w.-]/g, '-')
      .replace(/^[^\w]+/, '')
      .slice(0, 80) || 'job'
  );
}
