import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { appendToLedger, readLedger } from './ledger.ts';

function ledgerIn(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'plab-ledger-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'ledger', 'some.jsonl');
}

describe('a ledger', () => {
  test('is empty before its first line, gives its lines in order, and is the user’s alone', (t) => {
    const file = ledgerIn(t);
    assert.deepEqual(readLedger(file), { entries: [], broken: [] });
    appendToLedger(file, { n: 1, text: 'two\nlines' });
    appendToLedger(file, { n: 2 });
    assert.deepEqual(readLedger(file), { entries: [{ n: 1, text: 'two\nlines' }, { n: 2 }], broken: [] });
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  test('loses nothing but the line that a killed writer left half, and tells which', (t) => {
    const file = ledgerIn(t);
    appendToLedger(file, { n: 1 });
    appendFileSync(file, '\n{"n":2,"te');
    assert.deepEqual(readLedger(file), { entries: [{ n: 1 }], broken: [] });
    appendToLedger(file, { n: 3 });
    assert.deepEqual(readLedger(file), { entries: [{ n: 1 }, { n: 3 }], broken: [4] });
  });

  test('has every line of writers that write at once, whole', async (t) => {
    const file = ledgerIn(t);
    const module = fileURLToPath(new URL('ledger.ts', import.meta.url));
    const program = `const { appendToLedger } = await import(${JSON.stringify(module)});
      for (let n = 0; n < 500; n += 1) appendToLedger(${JSON.stringify(file)}, { writer: process.argv[1], n, text: 'x'.repeat(n * 20) });`;
    const writers = ['a', 'b', 'c', 'd'].map((name) =>
      spawn(process.execPath, ['--input-type=module', '-e', program, name], { stdio: 'inherit' }),
    );
    const codes = await Promise.all(writers.map(async (writer) => (await once(writer, 'exit'))[0] as number));
    assert.deepEqual(codes, [0, 0, 0, 0]);
    const { entries, broken } = readLedger(file);
    assert.deepEqual(broken, []);
    const seen = new Set(
      (entries as { writer: string; n: number }[]).map(({ writer, n }) => `${writer}${n}`),
    );
    assert.equal(seen.size, 2000);
  });
});
