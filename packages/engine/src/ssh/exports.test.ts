import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { exportsOf } from './exports.ts';

test('a shell that evaluates the script has the variables as they were', () => {
  const value = fc.string({ unit: 'binary' }).map((text) => text.replaceAll(/[\0\uD800-\uDFFF]/g, ''));
  fc.assert(
    fc.property(fc.array(value, { minLength: 20 }), (values) => {
      const env = Object.fromEntries(values.map((text, index) => [`PLAB_${index}`, text]));
      const print = Object.keys(env).map((name) => String.raw`printf '%s\0' "$${name}"` + '\n');
      const printed = execFileSync('sh', ['-s'], { input: exportsOf(env) + print.join('') }).toString();
      assert.deepEqual(printed.split('\0').slice(0, -1), values);
    }),
    { numRuns: 3 },
  );
});

test('names that a shell cannot have, or keeps for itself, break nothing', () => {
  const script = `${exportsOf({ 'a.b': '1', 'x;exit 3': '1', PPID: '1', UID: '1', OK: 'yes' })}echo "$OK"`;
  assert.equal(execFileSync('sh', ['-c', script]).toString(), 'yes\n');
});
