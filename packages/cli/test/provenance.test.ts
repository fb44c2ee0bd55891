import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { newKeyPair } from '@pipeline-lab/image/provenance';
import { type Answer, git, plab, repositoryWith } from './plab.ts';

const name = `plab-test-signed-${process.pid}`;

test('a build is signed with the key of the project, and nothing else is deployed', async (t) => {
  const folder = await repositoryWith(t, {
    '.gitignore': '.state\n.config\n.plab\n',
    Dockerfile: 'FROM scratch\nARG GREETING\nCOPY deploy.yml /deploy.yml\nCMD ["/nothing"]\n',
    'deploy.yml': `app: shop
image: { arguments: { GREETING: hello, API_TOKEN: hidden-value } }
verify: { keys: [.plab/signing.pub] }
destinations:
  live: { hosts: [host.invalid] }
  apart: { hosts: [host.invalid], verify: { keys: [.plab/other.pub] } }
`,
  });
  t.after(() => execFileSync('docker', ['rmi', '-f', `${name}:1`], { stdio: 'ignore' }));
  const run = async (...args: string[]): Promise<Answer> =>
    await plab(folder, args, { XDG_CONFIG_HOME: join(folder, '.config') });

  const made = await run('keys', 'create');
  assert.match(made.stdout, /keys: \[\.plab\/signing\.pub\]/, made.stderr);
  const again = await run('keys', 'create');
  assert.match(again.stderr, /signing\.pub is there already[^]*code: PLAB_KEY_THERE/);
  const built = await run('build', '--tag', `${name}:1`, '--provenance', 'shop.intoto.jsonl');
  assert.match(built.stderr, /signed with key [0-9a-f]{16}: the origin, and 0 components/);
  const told = (await run('image', 'provenance', `${name}:1`)).stdout;
  assert.match(told, /argument +API_TOKEN=\(not told\)\nargument +GREETING=hello/);
  assert.match(told, new RegExp(`made from +source {2}gitCommit:${git(folder, 'rev-parse', 'HEAD')}`));
  await writeFile(join(folder, '.plab', 'other.pub'), newKeyPair().publicKey);
  const apart = await run('image', 'provenance', `${name}:1`, '-d', 'apart');
  assert.match(apart.stderr, /code: PLAB_ATTESTATION_KEY/, 'by the keys of that destination');
  const [line = ''] = (await readFile(join(folder, 'shop.intoto.jsonl'), 'utf8')).split('\n');
  const { payload } = JSON.parse(line) as { readonly payload: string };
  assert.ok(!Buffer.from(payload, 'base64').includes('hidden-value'));

  await rm(join(folder, '.state', 'plab', 'provenance'), { recursive: true });
  const refused = await run('plan', 'live', '--image', `${name}:1`);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /no signed statement says where plab-test-signed.* comes from/);
  assert.match(refused.stderr, /code: PLAB_NOT_ATTESTED/);
});
