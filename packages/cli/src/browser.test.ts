import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openInBrowser } from './browser.ts';

const url = 'http://127.0.0.1:8090/c2VjcmV0/';

test('the secret address is in a file for this user alone, in no argument, and goes with the command', {
  timeout: 20_000,
}, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'plab-browser-'));
  t.after(() => rm(folder, { recursive: true }));
  // What a desktop would start: it tells how it was started.
  const script = `#!/bin/sh\ntr '\\0' '\\n' <"/proc/$$/cmdline" >"${folder}/unfinished"\nmv "${folder}/unfinished" "${folder}/said"\n`;
  for (const name of ['xdg-open', 'open']) await writeFile(join(folder, name), script, { mode: 0o700 });
  const remove = await openInBrowser(url, { PATH: `${folder}${delimiter}${process.env['PATH']}` });
  let said = '';
  while (said === '') {
    await sleep(10);
    said = await readFile(join(folder, 'said'), 'utf8').catch(() => '');
  }
  assert.doesNotMatch(said, /c2VjcmV0/);
  const file = fileURLToPath(said.trim().split('\n').at(-1) ?? '');
  assert.ok((await readFile(file, 'utf8')).includes(`url=${url}"`));
  const modes = [(await stat(file)).mode & 0o777, (await stat(dirname(file))).mode & 0o777];
  assert.deepEqual(modes, [0o600, 0o700]);
  await remove();
  await assert.rejects(stat(dirname(file)), { code: 'ENOENT' });
});

test('nothing is left behind where no program opens anything', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'plab-browser-'));
  t.after(() => rm(folder, { recursive: true }));
  await assert.rejects(openInBrowser(url, { PATH: folder }), { code: 'ENOENT' });
});
