import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { describe, test } from 'node:test';
import { parseDeployFile } from '@pipeline-lab/deploy';
import { adapted, settingsBefore } from './adapted.ts';

const { destinations: _, ...app } = parseDeployFile(
  `
app: shop
watch: 20
canary: { steps: [1, 10] }
health: { path: /up }
hooks: { before: { switch: [notify] } }
release: { command: [migrate] }
roles: { worker: { command: [work] } }
proxy: { hosts: [shop.example.com], tls: { acme: { email: a@example.com }, hsts: 60 } }
destinations: {}
`,
  'deploy.yml',
);

describe('the settings of a rehearsal', () => {
  test('have nothing that reaches beyond the lab', () => {
    const { app: quiet, proxyFiles, notes } = adapted(app, {}, false);
    assert.deepEqual([quiet.hooks, quiet.release], [{ before: {}, after: {} }, undefined]);
    assert.deepEqual(quiet.proxy.tls, { redirect: true, hsts: 60 });
    const certificate = new X509Certificate(proxyFiles?.certificate ?? '');
    assert.equal(certificate.checkHost('shop.example.com'), 'shop.example.com');
    assert.equal(notes.length, 4);
    assert.match(
      notes.join('\n'),
      /hooks are not run[^]*migrate\) is not run[^]*the authority is not asked[^]*\(worker\)/,
    );
  });

  test('are otherwise those of the destination', () => {
    const { hooks, release, proxy } = app;
    assert.deepEqual({ ...adapted(app, {}, false).app, hooks, release, proxy }, app);
  });

  test('keep hooks and the release command where those are wanted', () => {
    const { app: wanted, notes } = adapted(app, {}, true);
    assert.deepEqual([wanted.hooks, wanted.release], [app.hooks, app.release]);
    assert.match(notes.join('\n'), /hooks are run, on this machine/);
  });

  test('say nothing where nothing differs', () => {
    const { destinations: _, ...plain } = parseDeployFile('app: shop\ndestinations: {}', 'deploy.yml');
    assert.deepEqual(adapted(plain, {}, false), {
      app: { ...plain, hooks: { before: {}, after: {} }, release: undefined },
      proxyFiles: {},
      notes: [],
    });
  });
});

test('what serves before is neither watched nor given in shares', () => {
  const { watch, canary, health } = settingsBefore(app);
  assert.deepEqual([watch, canary.steps, health], [0, [], app.health]);
});
