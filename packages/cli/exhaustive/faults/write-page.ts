import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Row, type Table, withRows } from './page.ts';

const file = fileURLToPath(new URL('../../../../docs/reliability.md', import.meta.url));

/** Puts rows that a run has found into docs/reliability.md. */
export async function writeRows(table: Table, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const page = await readFile(file, 'utf8').catch(() => '');
  await writeFile(file, withRows(page, table, rows));
}
