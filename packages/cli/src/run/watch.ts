import { watch as watchFolder } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { execFile } from 'node:child_process';

/** Time (ms) without a change after which a burst of changes is over. */
const quiet = 200;

/** Runs work at once and again after every change of a file that git does not ignore, until `signal` aborts. */
export async function onEveryChange(
  folder: string,
  signal: AbortSignal,
  work: (changed: AbortSignal) => Promise<void>,
): Promise<void> {
  const changes = seenChangesIn(folder, signal);
  try {
    while (!signal.aborted) {
      const changed = new AbortController();
      const next = changes.next().then(() => changed.abort());
      await work(AbortSignal.any([signal, changed.signal]));
      await next;
    }
  } finally {
    changes.close();
  }
}

/** Changes of files at any depth that git does not ignore. */
function seenChangesIn(
  folder: string,
  signal: AbortSignal,
): { readonly next: () => Promise<void>; readonly close: () => void } {
  let seen = new Set<string>();
  let wake = (): void => {};
  const watcher = watchFolder(folder, { recursive: true }, (_, name) => {
    if (name === null || name === '.git' || name.startsWith('.git/')) return;
    seen.add(name);
    wake();
  });
  signal.addEventListener('abort', () => wake());
  return {
    async next() {
      while (!signal.aborted) {
        if (seen.size === 0) await new Promise<void>((resolve) => (wake = resolve));
        await pause(quiet);
        const names = [...seen];
        seen = new Set();
        if (names.length > 0 && (await anyOf(folder, names))) return;
      }
    },
    close: () => watcher.close(),
  };
}

/** Whether git takes notice of any of these files. */
async function anyOf(folder: string, names: readonly string[]): Promise<boolean> {
  return await new Promise((resolve) => {
    const child = execFile('git', ['-C', folder, 'check-ignore', '-z', '--stdin'], (_, stdout) => {
      const ignored = new Set(stdout.split('\0'));
      resolve(names.some((name) => !ignored.has(name)));
    });
    child.stdin?.end(names.map((name) => `${name}\0`).join(''));
  });
}
