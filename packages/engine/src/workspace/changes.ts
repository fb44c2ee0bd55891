import { gitNow } from './git.ts';

/** A commit that is new since an earlier build. */
export interface Commit {
  readonly id: string;
  readonly author: string;
  readonly email: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The first line of the message. */
  readonly title: string;
  readonly message: string;
  /** What it changed, relative to the repository. */
  readonly paths: readonly string[];
}

/** The commits after `since` up to `commit`, newest first; none when one of both is unknown to the repository. */
export function changesBetween(repository: string, since: string, commit: string): Commit[] {
  if (since === '' || since === commit) return [];
  const format = '--format=%x01%H%x00%an%x00%ae%x00%ct%x00%B%x00';
  const text = gitNow(repository, [
    'log',
    '--no-renames',
    '--name-only',
    '-z',
    format,
    `${since}..${commit}`,
  ]);
  return text
    .split('\u0001')
    .filter((entry) => entry !== '')
    .map(commitIn);
}

function commitIn(entry: string): Commit {
  const [id = '', author = '', email = '', seconds = '0', message = '', ...paths] = entry.split('\0');
  const whole = message.trimEnd();
  return {
    id,
    author,
    email,
    time: Number(seconds) * 1000,
    title: whole.split('\n')[0] ?? '',
    message: whole,
    paths: paths.map((path) => path.replace(/^\n/, '')).filter((path) => path !== ''),
  };
}
