import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { renderConfig } from './config.ts';
import { type ProxiedApp } from './entry.ts';
import { appsOf, foreignUse, withApp } from './ownership.ts';
import { routeLines } from './routes.ts';

const stock = 'global\n  daemon\n\ndefaults\n  mode http\n';
const app = (name: string, more: Partial<ProxiedApp> = {}): ProxiedApp => ({
  app: name,
  hosts: [],
  path: '/',
  strip: false,
  timeouts: { connect: 5, answer: 60, tunnel: 3600 },
  page: 'p',
  ...more,
});
const ours = renderConfig([app('shop', { server: { name: 'r-1', address: '10.0.0.1:80' } })]);

describe('a proxy that serves something else is not taken over', () => {
  for (const [what, config, expected] of [
    ['our own', ours, undefined],
    [
      'an earlier version’s, of the same application',
      '# Written by plab for shop; each\nfrontend web\n',
      undefined,
    ],
    [
      'an earlier version’s, of another one',
      '# Written by plab for blog; each\nfrontend web\n',
      'the application blog, which has to be deployed anew first',
    ],
    ['a fresh installation', stock, undefined],
    ['somebody’s site', `${stock}\nfrontend www\n  bind :443\n`, 'frontend www'],
    ['somebody’s listener', `${stock}\nlisten mail\n  bind :25\n`, 'listen mail'],
    ['a placeholder', `# A deployment by plab may replace this file.\n${stock}\nfrontend web\n`, undefined],
    ['an empty file', '', undefined],
  ] as const) {
    test(what, () => assert.equal(foreignUse(config, 'shop'), expected));
  }
});

describe('several applications on one host', () => {
  const shop = app('shop', { hosts: ['shop.test'] });
  const admin = app('admin', { hosts: ['shop.test'], path: '/admin' });
  const any = app('any');
  const wild = app('wild', { hosts: ['*.test'] });
  const old = app('old', { path: '/v1' });

  test('the nearest address comes first', () => {
    assert.deepEqual(
      routeLines([any, wild, shop, old, admin]).map((line) => line.trim().split(' ')[1]),
      ['admin', 'shop', 'wild', 'old', 'any'],
    );
  });

  test('each keeps its part when another one changes its own', () => {
    const config = renderConfig([admin, shop]);
    const served = { ...shop, server: { name: 'r-2', address: '10.0.0.2:80' } };
    const { apps, previous } = withApp(config, served, 'production');
    assert.deepEqual(previous, shop);
    assert.deepEqual(appsOf(renderConfig(apps), 'production'), [admin, served]);
  });

  test('an address belongs to one of them', () => {
    for (const [one, other, route] of [
      [app('a'), any, 'every host name/'],
      [app('a', { hosts: ['b.test', 'shop.test'] }), shop, 'shop.test/'],
      [app('a', { path: '/v1/' }), old, 'every host name/v1/'],
    ] as const)
      assert.throws(() => withApp(renderConfig([other]), one, 'production'), {
        code: 'PLAB_PROXY_TAKEN',
        message: new RegExp(`the application ${other.app} has ${route}$`),
      });
  });

  test('a file of a later version is left alone', () => {
    const later = renderConfig([shop]).replace('"page"', '"colour":"red","page"');
    assert.throws(() => withApp(later, any, 'production'), {
      code: 'PLAB_PROXY_TAKEN',
      message: /cannot read/,
    });
  });
});
