import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { connect, createServer } from 'node:tls';
import { selfSigned } from './self-signed.ts';

test('a certificate of ours is valid now, for its names, and belongs to its key', async (t) => {
  const pem = selfSigned(['shop.example.com', '*.example.org']);
  const certificate = new X509Certificate(pem);
  assert.ok(certificate.checkPrivateKey(createPrivateKey(pem)));
  assert.ok(certificate.verify(certificate.publicKey));
  assert.equal(certificate.checkHost('shop.example.com'), 'shop.example.com');
  assert.equal(certificate.checkHost('any.example.org'), '*.example.org');
  assert.ok(Date.parse(certificate.validFrom) < Date.now() && Date.parse(certificate.validTo) > Date.now());

  const server = createServer({ cert: pem, key: pem }).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = connect({ port, host: '127.0.0.1', ca: pem, servername: 'shop.example.com' });
  await once(client, 'secureConnect');
  assert.ok(client.authorized);
  client.destroy();
});
