import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { PlabError } from '../errors.ts';
import type { Bom } from '../sbom/model.ts';
import { type Envelope, preAuthEncoding } from './dsse.ts';
import {
  attest,
  type BuildFacts,
  basesOf,
  isAbout,
  keyId,
  newKeyPair,
  provenanceOf,
  signingKey,
  verifyAttestation,
  verifyingKey,
} from './index.ts';

const image = { id: `sha256:${'ab'.repeat(32)}`, manifest: `sha256:${'cd'.repeat(32)}` };
const pair = newKeyPair();
const key = signingKey(pair.privateKey, 'our key');
const trusted = [verifyingKey(newKeyPair().publicKey, 'old.pub'), verifyingKey(pair.publicKey, 'our.pub')];
const facts: BuildFacts = {
  context: '.',
  dockerfile: 'Dockerfile',
  arguments: { VERSION: '1', NPM_TOKEN: 'hidden-1', REMOTE: 'https://me:hidden-2@example.com/' },
  ownArguments: ['EXTRA_CA', 'BASE_IMAGE'],
  commit: { revision: 'f'.repeat(40), source: 'https://example.com/shop.git' },
  bases: [{ name: 'node:24', digest: `node@sha256:${'1'.repeat(64)}` }],
  builder: { id: 'plab:builder/ci', version: { plab: '1' } },
  invocationId: 'job-7',
  started: 0,
  finished: 61_000,
};
const bom = { bomFormat: 'CycloneDX', components: [] } as unknown as Bom;
const signed = attest('shop', image, { provenance: provenanceOf(facts), bom }, key);
const wanted = { name: 'shop:7', image: image.id, keys: trusted };

/** The code of the error that an attestation is refused with, and what it says. */
function refusal(text: string, more: Partial<typeof wanted> = {}): string {
  try {
    verifyAttestation(text, { ...wanted, ...more });
    return 'accepted';
  } catch (error) {
    assert.ok(error instanceof PlabError && error.hint !== '');
    return `${error.code} ${error.message}`;
  }
}

/** The first envelope of the bundle with something changed. */
function changed(edit: (envelope: Envelope) => object): string {
  const [first = '', second = ''] = signed.split('\n');
  return `${JSON.stringify(edit(JSON.parse(first) as Envelope))}\n${second}\n`;
}

describe('what was signed of an image', () => {
  test('is accepted by one of the keys, for either digest of the image', () => {
    for (const digest of Object.values(image)) {
      const found = verifyAttestation(signed, { ...wanted, image: digest });
      assert.equal(found.keyId, keyId(key));
      assert.deepEqual(found.bom, bom);
      assert.ok(isAbout(found.provenance, image.manifest));
    }
  });

  test('is refused with the reason: another key, an alteration, another image, a part that is missing', () => {
    const other = verifyingKey(newKeyPair().publicKey, 'other.pub');
    assert.match(refusal(signed, { keys: [other] }), /^PLAB_ATTESTATION_KEY .*shop:7.*signed by/);
    assert.match(refusal(signed, { keys: [] }), /^PLAB_ATTESTATION_KEY .*trusted: nobody/);
    const swap = (text: string): string => Buffer.from(text, 'base64').toString().replace('"1"', '"2"');
    const altered = changed((one) => ({
      ...one,
      payload: Buffer.from(swap(one.payload)).toString('base64'),
    }));
    assert.match(refusal(altered), /^PLAB_ATTESTATION_ALTERED .*shop:7/);
    assert.match(refusal(altered.replaceAll(/"keyid":"\w+",/g, '')), /^PLAB_ATTESTATION_KEY .*unnamed/);
    assert.match(
      refusal(signed, { image: `sha256:${'0'.repeat(64)}` }),
      /^PLAB_ATTESTATION_IMAGE .*sha256:abab/,
    );
    const [first = '', second = ''] = signed.split('\n');
    assert.match(refusal(first), /^PLAB_ATTESTATION_INCOMPLETE .*cyclonedx/);
    assert.match(refusal(second), /^PLAB_ATTESTATION_INCOMPLETE .*slsa/);
    assert.match(refusal(''), /^PLAB_ATTESTATION_INCOMPLETE/);
  });

  test('is refused when it is something else, whatever that is', () => {
    for (const text of ['{', 'null', '[]', '{"payloadType":"text/plain","payload":"","signatures":[]}'])
      assert.match(refusal(text), /^PLAB_ATTESTATION_FORMAT .*line 1/);
    assert.match(refusal(changed((one) => ({ ...one, signatures: [null] }))), /^PLAB_ATTESTATION_FORMAT/);
    assert.match(
      refusal(changed((one) => ({ ...one, signatures: [{ sig: '!' }] }))),
      /^PLAB_ATTESTATION_KEY/,
    );
  });

  test('is verified by others: OpenSSL takes the signature over the encoding of DSSE', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'plab-dsse-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const file = (name: string, content: string | Buffer): string => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const [line = ''] = signed.split('\n');
    const { payload, payloadType, signatures } = JSON.parse(line) as Envelope;
    const bytes = Buffer.from(payload, 'base64');
    const encoded = Buffer.from(
      `DSSEv1 ${payloadType.length} ${payloadType} ${bytes.length} ${bytes.toString()}`,
    );
    const args = ['-inkey', file('key.pub', pair.publicKey), '-sigfile'];
    const sig = file('sig', Buffer.from(signatures[0]?.sig ?? '', 'base64'));
    const verify = (message: Buffer): string =>
      execFileSync(
        'openssl',
        ['pkeyutl', '-verify', '-pubin', '-rawin', ...args, sig, '-in', file('message', message)],
        { encoding: 'utf8', stdio: 'pipe' },
      );
    assert.match(verify(encoded), /Verified Successfully/);
    assert.throws(() => verify(Buffer.concat([encoded, Buffer.from(' ')])));
  });

  test('is encoded as the specification of DSSE shows it', () => {
    const example = preAuthEncoding('http://example.com/HelloWorld', Buffer.from('hello world'));
    assert.equal(example.toString(), 'DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  });
});

describe('the provenance', () => {
  test('says from what and how, and no secret', () => {
    const { buildDefinition, runDetails } = provenanceOf(facts);
    assert.deepEqual(buildDefinition.externalParameters, {
      context: '.',
      dockerfile: 'Dockerfile',
      arguments: { NPM_TOKEN: null, REMOTE: null, VERSION: '1' },
    });
    assert.deepEqual(buildDefinition.resolvedDependencies, [
      { name: 'source', uri: 'git+https://example.com/shop.git', digest: { gitCommit: 'f'.repeat(40) } },
      { uri: 'docker-image://node:24', digest: { sha256: '1'.repeat(64) } },
    ]);
    assert.deepEqual(buildDefinition.internalParameters.arguments, ['BASE_IMAGE', 'EXTRA_CA']);
    assert.equal(runDetails.metadata.finishedOn, '1970-01-01T00:01:01.000Z');
    assert.doesNotMatch(JSON.stringify(provenanceOf(facts)), /hidden/);
  });

  test('names the images that the build starts and copies from, arguments filled in', async () => {
    const asked: string[] = [];
    const docker = {
      getImage: (name: string) => ({
        async inspect() {
          asked.push(name);
          if (name === 'gone:1') throw Object.assign(new Error('no such image'), { statusCode: 404 });
          return {
            Id: `sha256:id of ${name}`,
            RepoDigests: name === 'node:24' ? ['node@sha256:pushed'] : [],
          };
        },
      }),
    };
    const source = `ARG BASE
ARG NODE=node:22
FROM \${BASE} AS build
FROM build
COPY --from=tools:2 /a /a
COPY --from=gone:1 /a /a
COPY --from=0 /a /a
FROM $NODE
COPY --from=build /a /a
`;
    const engine = { docker } as unknown as Parameters<typeof basesOf>[0];
    assert.deepEqual(await basesOf(engine, source, { BASE: 'own:1', NODE: 'node:24', OTHER: 'x' }), [
      { name: 'node:24', digest: 'node@sha256:pushed' },
      { name: 'own:1', digest: 'sha256:id of own:1' },
      { name: 'tools:2', digest: 'sha256:id of tools:2' },
    ]);
    assert.ok(asked.includes('gone:1'));
  });
});

test('a key that is none, of another kind, or the private half is refused by its name', () => {
  const { privateKey, publicKey } = pair;
  for (const read of [
    () => signingKey('nonsense', 'our key'),
    () => signingKey(publicKey, 'our key'),
    () => verifyingKey(privateKey, 'our key'),
    () => verifyingKey('', 'our key'),
  ])
    assert.throws(read, (error) => {
      assert.ok(error instanceof PlabError && error.code === 'PLAB_KEY');
      assert.match(error.message, /^the key our key cannot be used/);
      return !error.message.includes(privateKey.slice(30, 60));
    });
});
