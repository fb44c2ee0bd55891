import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firewallRules } from './firewall.ts';

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
