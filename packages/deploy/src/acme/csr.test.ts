import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { signingRequest } from './csr.ts';

test('a request carries all its names and the signature of its key', () => {
  for (const count of [1, 3, 30]) {
    const hosts = Array.from({ length: count }, (_, index) => `host-${index}.example.com`);
    const { request, privateKey } = signingRequest(hosts);
    const options = ['req', '-inform', 'DER', '-verify', '-noout', '-text'];
    const text = execFileSync('openssl', options, {
      input: request,
      stdio: ['pipe', 'pipe', 'ignore'],
    }).toString();
    assert.deepEqual(
      [...text.matchAll(/DNS:([\w.-]+)/g)].map(([, host]) => host),
      hosts,
    );
    assert.match(privateKey, /^-----BEGIN PRIVATE KEY-----/);
  }
});
