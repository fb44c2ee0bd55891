import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { test, type TestContext } from 'node:test';
import { pack } from 'tar-stream';
import type { LayerContent } from './audited.ts';
import { layerScanner } from './scan.ts';

const { signal } = new AbortController();

interface File {
  readonly name: string;
  readonly mode?: number;
  readonly content?: string;
  readonly type?: 'file' | 'directory' | 'symlink';
}

/** What is found in an image whose layers have these files, lowest first. */
async function scanned(t: TestContext, layers: readonly (readonly File[])[]): Promise<LayerContent[]> {
  const folder = await mkdtemp(join(tmpdir(), 'plab-scan-'));
  t.after(() => rm(folder, { recursive: true }));
  const scanner = layerScanner();
  for (const files of layers) {
    const archive = pack();
    for (const { name, mode = 0o644, content = '', type = 'file' } of files)
      archive.entry({ name, mode, type, linkname: type === 'symlink' ? '/x' : '' }, content);
    archive.finalize();
    const path = join(folder, 'layer.tar');
    await pipeline(archive, createWriteStream(path));
    await scanner.scan(path, signal);
  }
  return scanner.contents();
}

const paths = (contents: readonly LayerContent[]): string[][] =>
  contents.map(({ privileged }) => privileged.map(({ path, bits }) => `${path} ${bits}`));

test('setuid and setgid files are found in the layer that has them; folders and links are not', async (t) => {
  const contents = await scanned(t, [
    [
      { name: './bin/su', mode: 0o4755 },
      { name: '/bin/wall', mode: 0o2755 },
      { name: 'bin/both', mode: 0o6755 },
      { name: 'bin/sh', mode: 0o755 },
      { name: 'var/mail', mode: 0o2775, type: 'directory' },
      { name: 'bin/link', mode: 0o4777, type: 'symlink' },
    ],
    [{ name: 'opt/own', mode: 0o4755 }],
  ]);
  assert.deepEqual(paths(contents), [
    ['bin/su setuid', 'bin/wall setgid', 'bin/both setuid and setgid'],
    ['opt/own setuid'],
  ]);
});

test('what a later layer replaces or removes has no bits any more', async (t) => {
  const contents = await scanned(t, [
    ['bin/su', 'bin/mount', 'opt/a/x', 'usr/lib/y', 'optional'].map((name) => ({ name, mode: 0o4755 })),
    [
      { name: 'bin/su', mode: 0o755 },
      { name: 'bin/.wh.mount' },
      { name: '.wh.opt' },
      { name: 'usr/lib/z', mode: 0o4755 },
      { name: 'usr/lib/.wh..wh..opq' },
    ],
  ]);
  assert.deepEqual(paths(contents), [['optional setuid'], ['usr/lib/z setuid']]);
});

test('what everybody may write is found as the last layer leaves it; links and sticky folders are not', async (t) => {
  const contents = await scanned(t, [
    [
      { name: 'opt/open', mode: 0o666 },
      { name: 'opt/shut', mode: 0o664 },
      { name: 'tmp/', mode: 0o1777, type: 'directory' },
      { name: 'srv/', mode: 0o777, type: 'directory' },
      { name: 'bin/link', mode: 0o777, type: 'symlink' },
      { name: 'opt/later', mode: 0o777 },
    ],
    [{ name: 'opt/later', mode: 0o755 }, { name: 'opt/.wh.open' }, { name: 'opt/shut', mode: 0o646 }],
  ]);
  assert.deepEqual(
    contents.map(({ open }) => open),
    [['srv'], ['opt/shut']],
  );
});

test('secrets are found by name and by text, also where a later layer removes them', async (t) => {
  const key = ['-----BEGIN ', 'PRIVATE KEY-----\n', 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC'.repeat(2)].join('');
  const contents = await scanned(t, [
    [
      { name: 'app/.env', content: 'A=b' },
      { name: 'app/tls.pem', content: key },
      { name: 'app/.env.example', content: 'A=' },
      { name: 'root/.ssh/id_rsa', content: '' },
      { name: 'app/binary', content: `\0${key}` },
      { name: 'app/big', content: `${' '.repeat(300_000)}${key}` },
      { name: 'root/.npmrc', content: 'registry=https://example.com\n' },
    ],
    [{ name: '.wh.app' }],
  ]);
  assert.deepEqual(
    contents.map(({ secrets }) => secrets),
    [
      [
        { path: 'app/.env', what: 'variables with their values' },
        { path: 'app/tls.pem', what: 'a private key' },
      ],
      [],
    ],
  );
});

test('what package managers downloaded is summed up', async (t) => {
  const contents = await scanned(t, [
    [
      { name: 'var/lib/apt/lists/x_Packages', content: 'x'.repeat(1000) },
      { name: 'var/cache/apt/archives/x.deb', content: 'x'.repeat(200) },
      { name: 'root/.npm/_cacache/y', content: 'x'.repeat(30) },
      { name: 'var/lib/dpkg/status', content: 'x'.repeat(5) },
    ],
  ]);
  assert.deepEqual(
    contents.map(({ cache }) => cache),
    [1230],
  );
});

test('an archive that ends early is an error', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'plab-scan-'));
  t.after(() => rm(folder, { recursive: true }));
  const archive = pack();
  archive.entry({ name: 'a' }, 'x'.repeat(5000));
  archive.finalize();
  const whole = await buffer(Readable.from(archive));
  await writeFile(join(folder, 'layer.tar'), whole.subarray(0, 2000));
  await assert.rejects(layerScanner().scan(join(folder, 'layer.tar'), signal), /end/i);
});
