import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildImage, connectEngine, type Engine } from '@pipeline-lab/image';
import { folderWith, plab } from './plab.ts';

const good = `FROM debian:12.11-slim\nUSER 10001:10001\nHEALTHCHECK CMD ["/ok"]\nCMD ["/app"]\n`;
const bad = good.replace('USER 10001:10001', 'USER root\nRUN sudo true');
const deployFile = (image: string): string => `app: shop\nport: 80\nimage: ${image}\ndestinations: {}\n`;

describe('exit codes', () => {
  for (const [what, files, args, code] of [
    ['a file that was named', { Dockerfile: bad, other: good }, ['--dockerfile', 'other'], 0],
    ['a file that is missing', { Dockerfile: good }, ['--dockerfile', 'missing'], 2],
    ['nothing to check', { Dockerfile: good }, ['--no-dockerfile'], 2],
  ] as const) {
    test(`${what}: ${code}`, async (t) => {
      assert.equal((await plab(await folderWith(t, files), ['image', 'check', ...args])).code, code);
    });
  }
});

test('the Dockerfile and the stage of deploy.yml, and the ignore file of its context', async (t) => {
  const folder = await folderWith(t, {
    'deploy.yml': deployFile('{ context: app, dockerfile: docker/Own, target: shop }'),
    'app/docker/Own': `${good.replace('slim', 'slim AS shop')}COPY . /app\nFROM shop AS debug\nUSER root\n`,
    'app/.dockerignore': '*\n!src\n',
    Dockerfile: bad,
  });
  const { code, stdout } = await plab(folder, ['image', 'check']);
  assert.equal(code, 0, stdout);
  assert.match(stdout, /^app\/docker\/Own:1:6: info: debian:12\.11-slim is not pinned/m);
});

test('text: place, message, rule, line with a caret, hint, sum', async (t) => {
  const { code, stdout } = await plab(await folderWith(t, { Dockerfile: bad }), ['image', 'check']);
  assert.equal(code, 1);
  assert.match(
    stdout,
    /Dockerfile:3:5: error: `sudo` in a build \[DL3004\]\n3 \| RUN sudo true\n {2}\| {5}\^\n {2}Put `USER root` [^]*\n1 error, 1 warning, 1 info\. docs\/image-check\.md explains each rule, such as docs\/image-check\.md#base-digest\.\n$/,
  );
});

test('the line of a secret is shown without it', async (t) => {
  const secret = `${good}ENV API_TOKEN=hunter22\n`;
  const { stdout } = await plab(await folderWith(t, { Dockerfile: secret }), ['image', 'check']);
  assert.match(stdout, /\[secret-variable\]\n5 \| ENV API_TOKEN=\*{8}\n {2}\| {5}\^/);
});

test('json: an array of findings', async (t) => {
  const folder = await folderWith(t, { Dockerfile: bad });
  const { stdout } = await plab(folder, ['image', 'check', '--format', 'json']);
  const findings = JSON.parse(stdout) as { rule: string; line: number; column: number; docs: string }[];
  assert.deepEqual(
    findings.map(({ rule, line, column, docs }) => [rule, line, column, docs]),
    [
      ['base-digest', 1, 6, 'docs/image-check.md#base-digest'],
      ['DL3002', 2, 1, 'docs/image-check.md#dl3002'],
      ['DL3004', 3, 5, 'docs/image-check.md#dl3004'],
    ],
  );
});

test('the Dockerfile of the Task API has hints at most', async () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const { code, stdout } = await plab(root, ['image', 'check']);
  assert.equal(code, 0, stdout);
});

describe('an image of the engine', () => {
  const name = `plab-test-image-check-${process.pid}`;
  let engine: Engine;
  const { signal } = new AbortController();

  before(async () => {
    engine = await connectEngine(process.env);
  });
  after(async () => {
    for (const { Id } of await engine.docker.listImages({ filters: { label: [`test=${name}`] } }))
      await engine.docker.getImage(Id).remove({ force: true });
  });

  async function build(context: string, tag: string): Promise<string> {
    await buildImage(engine, {
      context,
      dockerfile: 'Dockerfile',
      tags: [`${name}:${tag}`],
      args: {},
      labels: {
        test: name,
        'org.opencontainers.image.revision': 'abc',
        'org.opencontainers.image.created': '2026-01-01T00:00:00Z',
      },
      signal,
      onOutput: () => undefined,
    });
    return `${name}:${tag}`;
  }

  test('a bad one: each of its faults is told with its layer, and no secret is printed', async (t) => {
    const key = ['-----BEGIN ', 'PRIVATE KEY-----\n', 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC'.repeat(2)].join('');
    const folder = await folderWith(t, {
      Dockerfile: 'FROM scratch\nCOPY files /\nENV DB_PASSWORD=hunter22\nEXPOSE 22\n',
      'files/app/tls.pem': key,
      'files/app/.env': 'TOKEN=hunter22\n',
    });
    const reference = await build(folder, 'bad');
    const args = ['image', 'check', reference, '--no-dockerfile'];
    const { code, stdout } = await plab(folder, [...args, '--format', 'sarif']);
    assert.equal(code, 1);
    assert.doesNotMatch(stdout, /hunter22|MIIEvQ/);
    const [run] = (JSON.parse(stdout) as Sarif).runs;
    assert.deepEqual(
      run?.results.map(({ ruleId, level }) => `${level} ${ruleId}`),
      [
        'warning image-root',
        'warning image-healthcheck',
        'warning image-ssh-port',
        'error image-secret-variable',
        'error image-secret-file',
        'error image-secret-file',
      ],
    );
    for (const { ruleId, ruleIndex, locations } of run?.results ?? []) {
      assert.equal(run?.tool.driver.rules[ruleIndex]?.id, ruleId);
      const [place] = locations;
      assert.equal(place?.physicalLocation.artifactLocation.uri, encodeURIComponent(reference));
      assert.deepEqual(place?.physicalLocation.region, {
        startLine: 1,
        startColumn: 1,
        endLine: 1,
        endColumn: 1,
      });
    }
    const told = (await plab(folder, args)).stdout;
    assert.match(
      told,
      new RegExp(`^${reference}: 1 layer, [^]*error: /app/tls\\.pem holds a private key, in layer 1`),
    );
  });

  test('a good one: nothing, its Dockerfile included', async (t) => {
    const folder = await folderWith(t, {
      Dockerfile: 'FROM scratch\nCOPY app /app\nUSER 10001:10001\nHEALTHCHECK CMD ["/app"]\nCMD ["/app"]\n',
      app: 'x',
    });
    const { code, stdout } = await plab(folder, ['image', 'check', await build(folder, 'good')]);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^Dockerfile is valid$/m);
  });

  for (const reference of [`${name}:none`, '', '../containers/json'])
    test(`“${reference}”, which is not there, is an error that says so`, async (t) => {
      const folder = await folderWith(t, { Dockerfile: good });
      const { code, stderr } = await plab(folder, ['image', 'check', reference]);
      assert.equal(code, 1);
      assert.match(stderr, /^plab: the engine has no image .*\n.*\n.*PLAB_IMAGE_NOT_FOUND\n$/);
    });
});

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: Readonly<Record<string, number>>;
        };
      }[];
    }[];
  }[];
}
