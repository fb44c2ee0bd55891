import { watch } from 'node:fs';

export interface Changes extends Disposable {
  /** Resolves on the first change since the last call; rejects with the signal's reason when that aborts. */
  next(): Promise<void>;
  /** Makes a change of what the file system does not tell. */
  tell(): void;
}

/** Watches the files directly in a folder, as the file system tells of every write. */
export function changesIn(folder: string, signal?: AbortSignal): Changes {
  let changed = false;
  let wake = (): void => {};
  const tell = (): void => {
    changed = true;
    wake();
  };
  const watcher = watch(folder, tell).on('error', tell);
  signal?.addEventListener('abort', tell, { once: true });
  return {
    async next() {
      if (!changed) await new Promise<void>((resolve) => (wake = resolve));
      changed = false;
      signal?.throwIfAborted();
    },
    tell,
    [Symbol.dispose]() {
      watcher.close();
      signal?.removeEventListener('abort', tell);
    },
  };
}
