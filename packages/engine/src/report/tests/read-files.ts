import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { type Dialect, readTests } from './dialect.ts';
import type { Tally } from './test-case.ts';

/** Adds the tests of report files, which are relative to a folder, to a tally. Errors: those of readTests. */
export async function readTestFiles(
  dialect: Dialect,
  folder: string,
  files: readonly string[],
  tally: Tally,
): Promise<void> {
  for (const file of files)
    await readTests(dialect, createReadStream(join(folder, file), { highWaterMark: 262_144 }), file, tally);
}
