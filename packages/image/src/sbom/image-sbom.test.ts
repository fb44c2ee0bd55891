import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { describe, test, type TestContext } from 'node:test';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { pack } from 'tar-stream';
import { type Bom, bomJson, bomText, imageSbom, type ImageSbom } from './index.ts';

const { signal } = new AbortController();
const require = createRequire(import.meta.url);

type Files = Readonly<Record<string, string | null>>;

/** The document of an image whose layers have these files, lowest first; null is a folder. */
async function sbomOf(t: TestContext, layers: readonly Files[], lock?: object): Promise<ImageSbom> {
  const folder = await mkdtemp(join(tmpdir(), 'plab-sbom-'));
  t.after(() => rm(folder, { recursive: true }));
  const written = layers.map(async (files, index) => {
    const archive = pack();
    for (const [name, content] of Object.entries(files))
      if (content === null) archive.entry({ name, type: 'directory' });
      else archive.entry({ name }, content);
    archive.finalize();
    const path = join(folder, `${index}.tar`);
    await pipeline(archive, createWriteStream(path));
    return { path, diffId: '', size: 0 };
  });
  const labels = { 'org.opencontainers.image.title': 'shop' };
  const image = {
    id: `sha256:${'ab'.repeat(32)}`,
    configBytes: Buffer.from(JSON.stringify({ config: { Labels: labels } })),
    layers: await Promise.all(written),
  };
  const text = lock === undefined ? undefined : JSON.stringify(lock);
  return await imageSbom(image, {
    signal,
    ...(text === undefined ? {} : { lock: { file: 'package-lock.json', text } }),
  });
}

const refs = ({ bom }: ImageSbom): string[] => bom.components.map((one) => one['bom-ref']);

const debian = `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n`;
const dpkg = `Package: libc6
Status: install ok installed
Maintainer: GNU Libc Maintainers <debian-glibc@lists.debian.org>
Architecture: amd64
Source: glibc (2.36-9)
Version: 2.36-9+b1
Description: GNU C Library
 This package is needed by nearly all programs.
 Version: 9 of something

Package: gone
Status: deinstall ok config-files
Architecture: all
Version: 1
`;
const fastify = JSON.stringify({ name: 'fastify', version: '5.0.0', license: 'MIT' });
const lock = {
  lockfileVersion: 3,
  packages: {
    '': { name: 'shop', version: '1.0.0' },
    'packages/own': { version: '1.0.0' },
    'node_modules/own': { resolved: 'packages/own', link: true },
    'node_modules/fastify': {
      version: '5.0.0',
      integrity: `sha512-${Buffer.alloc(64, 1).toString('base64')} sha512-AQID`,
      license: 'MIT',
    },
    'node_modules/@scope/a': { version: '2.0.0', license: 'SEE LICENSE IN LICENSE' },
    'node_modules/fastify/node_modules/b': { version: '1.2.3', license: '(MIT OR Apache-2.0)' },
    'node_modules/tool': { version: '9.0.0', dev: true },
  },
};

describe('what an image holds', () => {
  test('is read from its layers: packages of Debian and npm, and Node.js', async (t) => {
    const found = await sbomOf(t, [
      {
        'usr/lib/os-release': debian,
        'var/lib/dpkg/status': dpkg,
        'usr/local/bin/node': 'x node.js/v24.1.2 y',
      },
      {
        'app/node_modules/fastify/package.json': fastify,
        'app/node_modules/fastify/dist/package.json': '{"type":"module"}',
        'app/node_modules/.package-lock.json': JSON.stringify(lock),
      },
    ]);
    assert.deepEqual(refs(found), [
      'os:debian@12',
      'pkg:deb/debian/libc6@2.36-9+b1?arch=amd64&distro=debian-12&upstream=glibc%402.36-9',
      'pkg:generic/node@24.1.2',
      'pkg:npm/fastify@5.0.0',
    ]);
    const [, , , npm] = found.bom.components;
    assert.deepEqual(npm?.hashes, [{ alg: 'SHA-512', content: '01'.repeat(64) }]);
    assert.deepEqual(npm?.evidence?.occurrences, [{ location: '/app/node_modules/fastify' }]);
    assert.deepEqual(found.remarks, []);
    assert.match(bomText(found.bom), /2 system, 1 deb, 1 npm[^]*\n {2}fastify 5\.0\.0 +MIT$/);
  });

  test('is what a container sees: what later layers remove or replace does not count', async (t) => {
    const one = {
      'var/lib/dpkg/status': dpkg,
      'a/node_modules/x/package.json': '{"name":"x","version":"1.0.0"}',
    };
    const other = {
      'a/node_modules/x/package.json': '{"name":"x","version":"2.0.0"}',
      'var/lib/dpkg/.wh.status': '',
    };
    assert.deepEqual(refs(await sbomOf(t, [one, other])), ['pkg:npm/x@2.0.0']);
    assert.deepEqual(refs(await sbomOf(t, [one, { 'a/.wh..wh..opq': '', var: '' }])), []);
    assert.deepEqual(refs(await sbomOf(t, [one, { a: null, 'var/lib': null }])).length, 2);
  });

  test('images of distroless have a list a package', async (t) => {
    const files = { 'var/lib/dpkg/status.d/base': 'Package: base-files\nVersion: 12.4\nArchitecture: all\n' };
    const sums = { 'var/lib/dpkg/status.d/base.md5sums': 'Package: no\nVersion: 1\n' };
    assert.deepEqual(refs(await sbomOf(t, [{ ...files, ...sums }])), [
      'pkg:deb/debian/base-files@12.4?arch=all',
    ]);
  });

  test('a CycloneDX file in the image tells what a bundle holds, whatever else stands there', async (t) => {
    const components = [
      {
        name: 'a',
        group: '@scope',
        version: '2.0.0',
        purl: 'pkg:npm/%40scope/a@2.0.0',
        type: 'x',
        hashes: 5,
      },
      { name: 'b', version: '1.2.3', purl: 'pkg:npm/b@1.2.3', licenses: [{ license: { id: 'no such' } }] },
      { name: 'c', purl: 'no url' },
      null,
    ];
    const told = JSON.stringify({ bomFormat: 'CycloneDX', components });
    const found = await sbomOf(t, [{ 'app/packages.cdx.json': told, 'app/broken.cdx.json': '{' }], lock);
    assert.deepEqual(refs(found), ['pkg:npm/%40scope/a@2.0.0', 'pkg:npm/b@1.2.3']);
    assert.deepEqual(found.bom.components[1]?.licenses, [{ license: { name: 'no such' } }]);
    assert.deepEqual(found.remarks, []);
  });

  test('the lock file stands in for what the image does not tell, and the document says so', async (t) => {
    const npm = { 'usr/lib/node_modules/npm/package.json': '{"name":"npm","version":"11.0.0"}' };
    const found = await sbomOf(t, [npm], lock);
    assert.deepEqual(refs(found), [
      'pkg:npm/%40scope/a@2.0.0',
      'pkg:npm/b@1.2.3',
      'pkg:npm/fastify@5.0.0',
      'pkg:npm/npm@11.0.0',
    ]);
    const [a, b] = found.bom.components;
    assert.deepEqual(a?.licenses, [{ license: { name: 'SEE LICENSE IN LICENSE' } }]);
    assert.deepEqual(b?.licenses, [{ expression: '(MIT OR Apache-2.0)' }]);
    assert.equal(a?.properties?.[0]?.value, 'lock file alone');
    assert.match(found.remarks.join(), /^3 packages are those of the lock file/);
  });

  test('another distribution is named, and that its packages are not read', async (t) => {
    const found = await sbomOf(t, [
      { 'etc/os-release': 'ID=alpine\nVERSION_ID=3.22\nPRETTY_NAME="Alpine Linux"\n' },
    ]);
    assert.deepEqual(refs(found), ['os:alpine@3.22']);
    assert.match(found.remarks.join(), /packages of Alpine Linux are not listed/);
  });

  test('a lock file that is none is told with its name', async (t) => {
    for (const wrong of [{ lockfileVersion: 1, dependencies: {} }, []])
      await assert.rejects(sbomOf(t, [], wrong), {
        code: 'PLAB_LOCK_FILE',
        message: /^package-lock\.json is not/,
      });
  });
});

describe('the document', () => {
  test('is valid CycloneDX 1.6, and the same bytes for the same image', async (t) => {
    const layers = [
      {
        'etc/os-release': debian,
        'var/lib/dpkg/status': dpkg,
        'bin/node': 'node.js/v24.1.2',
        'a/node_modules/fastify/package.json': fastify,
      },
    ];
    const [one, two, declared] = [
      await sbomOf(t, layers, lock),
      await sbomOf(t, layers, lock),
      await sbomOf(t, [], lock),
    ];
    assert.equal(bomJson(one.bom), bomJson(two.bom));
    assert.notEqual(one.bom.serialNumber, declared.bom.serialNumber);
    const validate = await validator();
    for (const { bom } of [one, declared]) assert.ok(validate(bom), JSON.stringify(validate.errors));
    const { serialNumber: _, ...incomplete } = one.bom;
    const broken = { ...incomplete, serialNumber: 'urn:uuid:1' };
    assert.ok(!validate(broken));
  });
});

/** The published schema, from the reference implementation's package. */
async function validator(): Promise<ReturnType<Ajv['compile']>> {
  const library = dirname(require.resolve('@cyclonedx/cyclonedx-library/package.json'));
  const read = async (name: string): Promise<object> =>
    JSON.parse(await readFile(join(library, 'res/schema', `${name}.SNAPSHOT.schema.json`), 'utf8')) as object;
  const ajv = new Ajv({ strict: false, formats: { 'iri-reference': true, 'idn-email': true } });
  addFormats.default(ajv);
  for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs'])
    ajv.addSchema(await read(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  return ajv.compile<Bom>(await read('bom-1.6'));
}
