import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PlabError } from '../errors.ts';
import { hostsOf } from './groups.ts';
import { destinationOf, parseDeployFile } from './load.ts';

function problems(text: string): string[] {
  try {
    parseDeployFile(text, 'deploy.yml');
    return [];
  } catch (error) {
    assert.ok(error instanceof PlabError && error.code === 'PLAB_DEPLOY_FILE');
    return error.message.split('\n');
  }
}

const destinations = 'destinations: { production: { hosts: [deploy@203.0.113.7] } }\n';

describe('deploy.yml', () => {
  test('tells all its errors at once, each with its line and column', () => {
    const found = problems(
      [
        'app: Shop',
        'port: 70000',
        'colour: red',
        'health:',
        '  path: health',
        '  status: ok',
        'env: { 1BAD: x }',
        'secrets: { TOKEN: { vault: a } }',
        'canary: { steps: [10, 5] }',
        'proxy:',
        '  hosts: [not/a/host]',
        '  tls: { hsts: 1 }',
        'hooks: { before: { lunch: [true] } }',
        'release: { command: [] }',
        'verify: { keys: [] }',
        'destinations:',
        '  production: { hosts: [a, a], verify: { key: a.pub } }',
      ].join('\n'),
    );
    const places = found.map((line) => line.split(': ').slice(0, 2).join(' '));
    assert.deepEqual(
      places.toSorted(),
      [
        'deploy.yml:1:6 app',
        'deploy.yml:2:7 port',
        'deploy.yml:5:9 health.path',
        'deploy.yml:6:11 health.status',
        'deploy.yml:7:14 env.1BAD',
        'deploy.yml:8:19 secrets.TOKEN',
        'deploy.yml:9:18 canary.steps',
        'deploy.yml:11:11 proxy.hosts.0',
        'deploy.yml:12:8 proxy.tls',
        'deploy.yml:13:27 hooks.before.lunch',
        'deploy.yml:14:21 release.command',
        'deploy.yml:15:17 verify.keys',
        'deploy.yml:17:24 destinations.production.hosts',
        'deploy.yml:17:47 destinations.production.verify.key',
        'deploy.yml:17:40 destinations.production.verify.keys',
        'deploy.yml:3:9 colour',
      ].toSorted(),
    );
  });

  test('a destination has the last word about the proxy, and the rest stays', () => {
    const file = parseDeployFile(
      'app: shop\nproxy: { hosts: [shop.test], body: 5 }\ndestinations: { staging: { hosts: [a], proxy: { hosts: [Staging.test] } } }\n',
      'deploy.yml',
    );
    const { proxy } = destinationOf(file, 'staging').app;
    assert.deepEqual([proxy.hosts, proxy.body, proxy.path], [['staging.test'], 5, '/']);
  });

  test('a destination may trust other keys', () => {
    const file = parseDeployFile(
      'app: shop\nverify: { keys: [a.pub] }\ndestinations: { one: { hosts: [a] }, two: { hosts: [a], verify: { keys: [b.pub] } } }\n',
      'deploy.yml',
    );
    const keys = ['one', 'two'].map((name) => destinationOf(file, name).app.verify?.keys);
    assert.deepEqual(keys, [['a.pub'], ['b.pub']]);
  });

  test('hosts are a list, or lists by group; a destination has its own way to them', () => {
    const file = parseDeployFile(
      'app: shop\nenvFile: .env\nssh: { jump: bastion, identity: key }\ndestinations: { production: { hosts: { eu: [a, b], all: [b, c] }, ssh: { identity: other } } }\n',
      'deploy.yml',
    );
    const { app, destination } = destinationOf(file, 'production');
    assert.deepEqual(app.envFile, ['.env']);
    assert.deepEqual(app.ssh, { jump: 'bastion', identity: 'other' });
    assert.deepEqual(hostsOf(destination.hosts, 'production'), ['a', 'b', 'c']);
    assert.deepEqual(hostsOf(destination.hosts, 'production', 'eu'), ['a', 'b']);
    assert.throws(() => hostsOf(destination.hosts, 'production', 'us'), /no group “us” \(it has eu, all\)/);
    assert.deepEqual(problems('app: shop\ndestinations: { production: { hosts: {} } }\n'), [
      'deploy.yml:2:38: destinations.production.hosts: needs at least one group',
    ]);
    const wrong = problems('app: shop\ndestinations: { production: { hosts: { eu: ["a b"] } } }\n').join();
    assert.match(wrong, /^deploy\.yml:2:\d+: destinations\.production\.hosts\.eu\.0: is not a host/);
  });

  test('a role names a group that there is, and all of them together fit on a host', () => {
    const roles = (text: string): string[] =>
      problems(
        `app: shop\nroles: { w: { command: [a], ${text} } }\ndestinations: { p: { hosts: { eu: [b] } } }\n`,
      );
    assert.deepEqual(roles('group: eu'), []);
    assert.deepEqual(roles('group: us'), [
      'deploy.yml:2:36: roles.w.group: is no group of hosts (there is eu)',
    ]);
    assert.match(
      problems(`app: shop\nroles: { web: { command: [a] } }\n${destinations}`).join(),
      /roles\.web: is the role of the container that serves/,
    );
    assert.match(roles('replicas: 17').join(), /roles: come to more than 16 containers a host/);
  });

  test('an authority needs names that it can ask', () => {
    const tls = 'tls: { acme: { email: a@b.test } }';
    for (const proxy of [tls, `hosts: ["*.shop.test"], ${tls}`, `hosts: [shop.test], path: /a, ${tls}`])
      assert.match(
        problems(`app: shop\nproxy: { ${proxy} }\n${destinations}`).join(),
        /^deploy\.yml:2:\d+: proxy\.tls\.acme: needs `hosts` without any \*, and the path \/$/,
      );
    assert.deepEqual(problems(`app: shop\nproxy: { hosts: [shop.test], ${tls} }\n${destinations}`), []);
  });
});
