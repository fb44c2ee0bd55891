import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkImage } from './check-image.ts';
import type { AuditedImage, AuditedLayer, ImageConfiguration } from './image/audited.ts';
import { imageRules } from './registry.ts';

const labels = {
  'org.opencontainers.image.revision': 'abc',
  'org.opencontainers.image.created': '2026-01-01',
};
const good = { User: '10001:10001', Healthcheck: { Test: ['CMD', 'x'] }, Labels: labels, Env: ['PATH=/bin'] };

function image(
  config: ImageConfiguration['config'] = {},
  layer: Partial<AuditedLayer> = {},
  history: ImageConfiguration['history'] = [],
): AuditedImage {
  const empty = {
    diffId: 'sha256:0',
    size: 1,
    createdBy: 'COPY a /a',
    privileged: [],
    open: [],
    secrets: [],
    cache: 0,
  };
  return {
    reference: 'app:1',
    configuration: { config: { ...good, ...config }, history },
    layers: [{ ...empty, ...layer }],
  };
}

const bad: readonly (readonly [string, AuditedImage, RegExp])[] = [
  ['image-root', image({ User: '' }), /names no user/],
  ['image-root', image({ User: '0:0' }), /as root/],
  ['image-user-name', image({ User: 'node' }), /node is a name/],
  ['image-healthcheck', image({ Healthcheck: null }), /no health check/],
  ['image-labels', image({ Labels: null }), /image\.revision, org\.opencontainers\.image\.created/],
  ['image-ssh-port', image({ ExposedPorts: { '22/tcp': {} } }), /port 22/],
  ['image-secret-variable', image({ Env: ['API_TOKEN=hunter22'] }), /value for API_TOKEN/],
  ['image-secret-variable', image({ Env: ['DB=postgres://a:hunter22@db'] }), /password in a URL, in DB/],
  ...[
    '|1 NPM_TOKEN=hunter22 /bin/sh -c npm ci',
    'RUN |2 A=b NPM_TOKEN=hunter22 /bin/sh -c npm ci # buildkit',
    '|1 NPM_TOKEN=hunter22 /bin/bash -o pipefail -c npm ci',
    'RUN |2 A=b c NPM_TOKEN=hunter22 /bin/bash -eo pipefail -c npm ci # buildkit',
    'RUN |1 NPM_TOKEN=hunter22 npm ci # buildkit',
  ].map(
    (step) => ['image-secret-variable', image({}, {}, [{ created_by: step }]), /argument NPM_TOKEN/] as const,
  ),
  [
    'image-secret-variable',
    image({}, {}, [{ created_by: '/bin/sh -c git clone https://a:hunter22@example.com' }]),
    /password in a URL, in step 1/,
  ],
  [
    'image-setuid',
    image({}, { privileged: [{ path: 'bin/su', bits: 'setuid' }] }),
    /^\/bin\/su \(setuid\) in layer 1 \(COPY a \/a\)$/,
  ],
  [
    'image-secret-variable',
    image({}, {}, [{ created_by: '/bin/sh -c NPM_TOKEN=hunter22 npm ci' }]),
    /value of NPM_TOKEN, in step 1/,
  ],
  ...['/bin/bash -c PASSWORD=hunter22 npm ci', 'RUN /bin/bash -lc export PASSWORD=hunter22 # buildkit'].map(
    (step) =>
      [
        'image-secret-variable',
        image({}, {}, [{ created_by: step }]),
        /value of PASSWORD, in step 1/,
      ] as const,
  ),
  [
    'image-secret-variable',
    image(
      {},
      {},
      ['a', 'b'].map((step) => ({ created_by: `|1 X=https://me:hunter22@example.com /bin/sh -c ${step}` })),
    ),
    /password in a URL, in an argument of the build/,
  ],
  ['image-world-writable', image({}, { open: ['srv'] }), /^\/srv in layer 1 \(COPY a \/a\)$/],
  [
    'image-secret-file',
    image({}, { secrets: [{ path: 'a/.env', what: 'x' }] }),
    /^\/a\/\.env holds x, in layer 1/,
  ],
  ['image-big-layer', image({}, { size: 150_000_000 }), /150\.0 MB in layer 1/],
  ['image-package-cache', image({}, { cache: 20_000_000 }), /20\.0 MB of downloads/],
];

describe('each rule for images', () => {
  for (const [id, subject, message] of bad) {
    test(`${id} finds ${message.source}`, () => {
      const findings = checkImage(subject);
      assert.deepEqual(
        findings.map(({ rule }) => rule),
        [id],
      );
      assert.match(findings[0]?.message ?? '', message);
      assert.doesNotMatch(JSON.stringify(findings), /hunter22/);
    });
  }

  test('none is left out here, and none finds anything in a good image', () => {
    assert.deepEqual(new Set(bad.map(([id]) => id)), new Set(imageRules.map(({ id }) => id)));
    assert.deepEqual(checkImage(image()), []);
    assert.deepEqual(
      checkImage(image({ User: '10001' }, {}, [{ created_by: '|1 BUILD=7 /bin/sh -c x' }])),
      [],
    );
  });
});
