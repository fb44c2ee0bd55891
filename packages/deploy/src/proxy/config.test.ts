import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { renderConfig } from './config.ts';
import { type ProxiedApp, releaseOfServer, serversOf } from './entry.ts';
import { appsOf, foreignUse, withApp } from './ownership.ts';
import { percentWeights } from './percent-weights.ts';
import { switchCommands } from './proxy.ts';
import { routeLines } from './routes.ts';
import { usedConnections } from './servers.ts';

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

describe('a release of several containers', () => {
  const old = { name: 'r-1', address: '10.0.0.10:80', replicas: ['10.0.0.20:80', '10.0.0.21:80'] };
  const fresh = { name: 'r-2', address: '10.0.0.11:80', replicas: ['10.0.0.24:80'] };
  const linesOf = (part: Partial<ProxiedApp>): string[] =>
    renderConfig([app('shop', part)])
      .split('\n')
      .filter((line) => line.startsWith('  server '));

  test('is a server each, which is left out while it takes no connection', () => {
    const check = 'check inter 1s fastinter 200ms rise 1 fall 2';
    assert.deepEqual(linesOf({ server: fresh }), [
      `  server r-2 10.0.0.11:80 weight 100 ${check}`,
      `  server r-2-2 10.0.0.24:80 weight 100 ${check}`,
    ]);
    assert.deepEqual(linesOf({ server: { name: 'r-3', address: 'x:1' } }), ['  server r-3 x:1 weight 100']);
    assert.deepEqual(
      linesOf({ server: fresh, canary: old }).map((line) => line.replace(/ check.*(?= cookie)/, '')),
      [
        '  server r-2 10.0.0.11:80 weight 100 cookie r-2',
        '  server r-2-2 10.0.0.24:80 weight 100 cookie r-2-2',
        '  server r-1 10.0.0.10:80 weight 0 cookie r-1 disabled',
        '  server r-1-2 10.0.0.20:80 weight 0 cookie r-1-2 disabled',
        '  server r-1-3 10.0.0.21:80 weight 0 cookie r-1-3 disabled',
      ],
    );
    assert.deepEqual(appsOf(renderConfig([app('shop', { server: old })]), 'x')[0]?.server, old);
  });

  test('is switched as one: all of the new one before any of the old one', () => {
    assert.deepEqual(switchCommands('shop', fresh, serversOf(old)), [
      'set server shop/r-2 state ready',
      'set server shop/r-2 weight 100',
      'set server shop/r-2-2 state ready',
      'set server shop/r-2-2 weight 100',
      'set server shop/r-1 state maint',
      'set server shop/r-1-2 state maint',
      'set server shop/r-1-3 state maint',
    ]);
  });

  test('has its share of the traffic whatever their numbers are', () => {
    for (const [percent, count, others] of [
      [1, 1, 1],
      [1, 2, 1],
      [10, 3, 2],
      [50, 1, 8],
      [99, 8, 1],
    ] as const) {
      const weights = percentWeights(percent, count, others);
      assert.ok(Math.max(weights.fresh, weights.old) <= 256);
      const share = (100 * weights.fresh * count) / (weights.fresh * count + weights.old * others);
      assert.ok(Math.abs(share - percent) < 0.6, `${percent} % of ${count} beside ${others}: ${share}`);
    }
    assert.deepEqual(percentWeights(10, 8, 8), { fresh: 10, old: 90 });
  });

  test('has drained when all of them have', () => {
    const rows = [
      '# bkname/svname bkid/svid addr port - purge_delay used_cur used_max need_est unsafe_nb safe_nb',
      'shop/r-1 3/1 10.0.0.10 80 - 5000 2 3 1 0 0',
      'shop/r-1-2 3/2 10.0.0.20 80 - 5000 1 3 1 0 0',
      'shop/r-12 3/3 10.0.0.12 80 - 5000 7 9 1 0 0',
    ].join('\n');
    const of = (release: string) => (name: string) => releaseOfServer(name) === release;
    assert.deepEqual([usedConnections(rows, of('1')), usedConnections(rows, of('9'))], [3, 0]);
    assert.equal(usedConnections('another form', of('1')), undefined);
  });
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
