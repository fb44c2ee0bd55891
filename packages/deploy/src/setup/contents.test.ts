import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { authorizedKey, firewallRules, sshdConfig } from './contents.ts';
import { installCommands } from './resources/packages.ts';
import { authorizedKeyOf, keyIn } from './resources/user.ts';
import { swapSize } from './resources/swap.ts';

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINsEOTzLu93D someone';

describe('a line of authorized_keys', () => {
  test('allows the sockets, the addresses of one application, and the loopback', () => {
    const line = authorizedKey('shop', `${key}\n`);
    assert.match(line, /^restrict,port-forwarding,permitopen="\[\/var\/run\/docker\.sock\]:\*",/);
    assert.equal(line.match(/permitopen="10\.213\.\d+\.\d+:\*"/g)?.length, 80);
    assert.match(
      line,
      /,permitlisten="127\.0\.0\.1:\*",command="\/usr\/local\/lib\/plab\/deployment" ssh-ed25519 /,
    );
    assert.ok(line.endsWith(' someone'));
  });

  test('takes the place of one with the same key; others stay', () => {
    const line = authorizedKey('shop', key);
    const { desired } = authorizedKeyOf('deploy', line);
    const other = 'ssh-rsa AAAAB3Nza other';
    assert.deepEqual(desired([]), ['644 root:root', line]);
    assert.deepEqual(desired(['600 deploy:deploy', key, other]), ['644 root:root', other, line]);
    assert.deepEqual(desired(['644 root:root', line, other]), ['644 root:root', line, other]);
  });

  test('of another application of the same host and key is joined with it', () => {
    const [shop, blog] = [authorizedKey('shop', key), authorizedKey('blog', key)];
    const both = authorizedKeyOf('deploy', blog).desired(['644 root:root', shop]);
    assert.equal(both.length, 2);
    const targets = new Set(both[1]?.match(/permitopen="[^"]*"/g));
    assert.equal(targets.size, 163);
    for (const line of [shop, blog]) assert.deepEqual(authorizedKeyOf('deploy', line).desired(both), both);
  });

  test('its key is found behind options that have spaces', () => {
    assert.equal(keyIn('command="ssh rsa x",restrict ssh-rsa AAAAB3Nza me'), 'AAAAB3Nza');
    assert.equal(keyIn('# a comment'), undefined);
  });
});

test('the firewall opens each port once, in order, and flushes nothing of others', () => {
  const rules = firewallRules([443, 22, 80, 22]);
  assert.match(rules, /tcp dport \{ 22, 80, 443 \} accept/);
  assert.doesNotMatch(rules, /flush/);
  assert.match(rules, /policy drop/);
});

test('the firewall lets the nodes of a swarm reach each other, and nobody else', () => {
  const rules = firewallRules([22], ['10.0.0.12', 'fd00::/64', '10.0.0.11', '10.0.0.11']);
  const [, input = '', forward = ''] = rules.split(/chain (?:input|forward)/);
  assert.match(
    input,
    /\n {4}ip saddr \{ 10\.0\.0\.11, 10\.0\.0\.12 \} tcp dport \{ 2377, 7946 \} accept\n {4}ip saddr [^\n]* udp dport \{ 4789, 7946 \} accept\n {4}ip6 saddr \{ fd00::\/64 \} tcp/,
  );
  assert.match(forward, /ip saddr \{ 10\.0\.0\.11, 10\.0\.0\.12 \} ct status dnat accept\n[^]*dnat drop/);
  assert.doesNotMatch(firewallRules([22]), /saddr|2377/);
});

test('the SSH server takes no passwords, and forwards for the user of deployments', () => {
  const config = sshdConfig('ship');
  assert.match(config, /^passwordauthentication no$/m);
  assert.match(config, /^Match User ship\n {2}allowtcpforwarding yes\n {2}allowstreamlocalforwarding yes\n/m);
});

test('the commands that install packages', () => {
  assert.deepEqual(installCommands('amazon', ['docker']), [['dnf', '-y', '-q', 'install', 'docker']]);
  const [update, install] = installCommands('debian', ['haproxy', 'nftables']);
  assert.deepEqual(update?.slice(-1), ['update']);
  assert.deepEqual(install?.slice(-2), ['haproxy', 'nftables']);
  assert.ok(install?.includes('--no-install-recommends'));
});

test('swap is as much as memory, within bounds', () => {
  assert.deepEqual([128, 1024, 16_384].map(swapSize), [256, 1024, 2048]);
});
