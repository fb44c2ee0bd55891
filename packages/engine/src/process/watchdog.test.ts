import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { mayBeDeaf } from './watchdog.ts';

const module = new URL('./watchdog.ts', import.meta.url).href;

test('a process that is deaf after its time is ended, and says why', async (t) => {
  const code = `import { startWatchdog } from '${module}'; startWatchdog(Date.now(), 1); for (;;);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code]);
  t.after(() => child.kill('SIGKILL'));
  const said = text(child.stderr);
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  assert.equal(signal, 'SIGKILL');
  assert.match(await said, /calculates for 1 s and listens to nothing/);
});

test('one that listens is left alone', async (t) => {
  const code = `import { startWatchdog } from '${module}'; startWatchdog(Date.now(), 2); setTimeout(() => process.exit(7), 5000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code]);
  t.after(() => child.kill('SIGKILL'));
  assert.deepEqual(await once(child, 'exit'), [7, null]);
});

test('only scripts with code of their own are looked after', () => {
  assert.ok(!mayBeDeaf("pipeline { agent any\n stages { stage('A') { steps { sh 'true' } } } }"));
  assert.ok(mayBeDeaf('steps { echo "${\'a\' ==~ /a+/}" }'));
  assert.ok(mayBeDeaf('steps { script { } }'));
});
