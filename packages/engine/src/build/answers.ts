import { watch } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answers } from './build.ts';

const answerFile = (folder: string, id: string): string => join(folder, 'answers', encodeURIComponent(id));

/**
 * The answers to the `input` steps of a build: what was given beforehand, under the id, the message or `*`, and what
 * `answer` puts into the build's folder while it runs.
 */
export function answersOf(
  folder: string,
  given: Readonly<Record<string, string>>,
  interactive: boolean,
): Answers {
  return {
    given: new Map(Object.entries(given)),
    interactive,
    async wait(id, signal) {
      const file = answerFile(folder, id);
      await mkdir(join(folder, 'answers'), { recursive: true, mode: 0o700 });
      const changes = changesIn(join(folder, 'answers'), signal);
      try {
        for (;;) {
          const text = await readFile(file, 'utf8').catch(() => undefined);
          if (text !== undefined) return text;
          await changes.next();
        }
      } finally {
        changes.close();
      }
    },
  };
}

/** Answers a question of a running build: `proceed`, `abort`, or the value of its parameters. */
export async function answer(folder: string, id: string, text: string): Promise<void> {
  const file = answerFile(folder, id);
  await mkdir(join(folder, 'answers'), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

function changesIn(
  folder: string,
  signal: AbortSignal,
): { readonly next: () => Promise<void>; readonly close: () => void } {
  let changed = false;
  let wake = (): void => {};
  const change = (): void => {
    changed = true;
    wake();
  };
  const watcher = watch(folder, change);
  signal.addEventListener('abort', change, { once: true });
  return {
    async next() {
      if (!changed) await new Promise<void>((resolve) => (wake = resolve));
      changed = false;
      signal.throwIfAborted();
    },
    close() {
      watcher.close();
      signal.removeEventListener('abort', change);
    },
  };
}
