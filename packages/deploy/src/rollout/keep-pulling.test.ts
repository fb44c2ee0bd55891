import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import {
  commandLines,
  createPullHost,
  createRegistry as newRegistry,
  type FakeRegistry,
  type PullHost,
  rangeOf,
  until,
} from '../../test/pull-host.ts';
import { programsIn } from '../../test/shell-channel.ts';
import { keepPulling } from './keep-pulling.ts';
import { endLeftPull, type HostShell, leftPull } from './left-pull.ts';

const { signal } = new AbortController();
const token = 'a'.repeat(32);
const layer = randomBytes(3_000_000);
const pulled = '{"status":"Status: Downloaded newer image"}\r\n';
let host: PullHost;

beforeEach(async () => {
  host = await createPullHost();
});

const registries: FakeRegistry[] = [];

/** Closed at the end of the test, however it ends. */
async function createRegistry(...args: Parameters<typeof newRegistry>): Promise<FakeRegistry> {
  const registry = await newRegistry(...args);
  registries.push(registry);
  return registry;
}

afterEach(async () => {
  await Promise.all(registries.splice(0).map(async (each) => await each.close()));
  await host.close();
});

/** All processes of a pull are killed at once, and are gone one after the other. */
async function nothingIsLeft(but: readonly string[] = []): Promise<void> {
  assert.deepEqual(await host.notes('app'), but);
  await until(async () => (await host.pulls()).length === 0);
}

/** Gives the first million bytes, and says when it has. */
async function halfRegistry(): Promise<{
  half: Promise<void>;
  registry: Awaited<ReturnType<typeof createRegistry>>;
}> {
  const { promise: half, resolve } = Promise.withResolvers<void>();
  const registry = await createRegistry(`${token}/app`, layer, (response, bytes, start) => {
    if (start + bytes.length < 1_000_000) return void response.end(bytes);
    response.write(bytes.subarray(0, Math.max(1_000_000 - start, 1)), () => resolve());
  });
  return { half, registry };
}

describe('a pull on a host', () => {
  test('goes on with another registry where the first one was cut, and the engine sees nothing of it', async () => {
    const got = Promise.withResolvers<Buffer>();
    host.engine = async (response, fetchLayer) => {
      got.resolve(await fetchLayer());
      response.end(pulled);
    };
    const { half, registry } = await halfRegistry();
    const first = await host.connect('app');
    await keepPulling(first, 'docker', registry, registry.port);
    await half;
    await first.close();
    await registry.close();
    const next = await createRegistry(`${'b'.repeat(32)}/app`, layer);
    const second = await host.connect('app');
    const kept = await keepPulling(second, 'docker', next, next.port);
    await kept?.ended(signal);
    assert.ok((await got.promise).equals(layer));
    assert.equal(next.repository, `${token}/app`);
    const pieces = next.ranges.map((range) => rangeOf(range, layer.length));
    const from = pieces[0]?.start ?? 0;
    assert.ok(from > 0 && from <= 1_000_000, `from ${from}`);
    const asked = pieces.reduce((sum, { start, end }) => sum + end + 1 - start, 0);
    assert.equal(asked, layer.length - from, 'each byte once');
    await nothingIsLeft();
    await next.close();
  });

  test('asks for as little at first as it was told, and for more on a line that is fast', async () => {
    host.engine = async (response, fetchLayer) => {
      assert.ok((await fetchLayer()).equals(layer));
      response.end(pulled);
    };
    const registry = await createRegistry(`${token}/app`, layer);
    const connection = await host.connect('app');
    const kept = await keepPulling(connection, 'docker', registry, registry.port, { window: 16_384 });
    await kept?.ended(signal);
    const pieces = registry.ranges.map((range) => rangeOf(range, layer.length));
    const sizes = pieces.map(({ start, end }) => end + 1 - start);
    assert.equal(sizes[0], 16_384);
    assert.ok(Math.min(...sizes.slice(0, -1)) >= 16_384 && Math.max(...sizes) > 65_536, sizes.join());
    assert.equal(
      sizes.reduce((sum, size) => sum + size, 0),
      layer.length,
    );
  });

  test('tells the name of what it pulls to nobody else on the host', async () => {
    host.engine = () => undefined;
    const connection = await host.connect('app');
    const registry = await createRegistry(`${token}/app`, layer);
    await keepPulling(connection, 'docker', registry, registry.port);
    const note = join(host.state, 'app', 'pull');
    assert.match(await readFile(note, 'utf8'), new RegExp(token));
    assert.equal((await stat(note)).mode & 0o777, 0o600);
    assert.equal((await host.pulls()).length, 3);
    assert.ok(!(await commandLines()).some((line) => line.includes(token)));
    await endLeftPull(connection);
    await nothingIsLeft();
    await registry.close();
  });

  test('ends when no registry was seen for too long, also for the engine', async () => {
    const gone = Promise.withResolvers<void>();
    host.engine = (response, fetchLayer) => {
      response.on('close', () => gone.resolve());
      void fetchLayer().catch(() => undefined);
    };
    const connection = await host.connect('app');
    const { half, registry } = await halfRegistry();
    const kept = await keepPulling(connection, 'docker', registry, registry.port, { patience: 1 });
    await half;
    const began = performance.now();
    await registry.close();
    await assert.rejects(async () => await kept?.ended(signal), /left no word/);
    await gone.promise;
    const ms = performance.now() - began;
    assert.ok(ms > 500 && ms < 5000, `${ms} ms`);
    assert.equal(await leftPull(connection), undefined);
    await nothingIsLeft();
  });

  test('waits for longer than that for a registry that is there and has others to serve', async () => {
    host.engine = async (response, fetchLayer) => {
      await fetchLayer();
      response.end(pulled);
    };
    const registry = await createRegistry(`${token}/app`, layer, (response, bytes, start) => {
      response.flushHeaders();
      setTimeout(() => response.end(bytes), start === 0 ? 1500 : 0);
    });
    const kept = await keepPulling(await host.connect('app'), 'docker', registry, registry.port, {
      patience: 1,
    });
    await kept?.ended(signal);
    await registry.close();
  });

  test('leaves nothing behind when who keeps it is killed', async () => {
    host.engine = () => undefined;
    const registry = await createRegistry(`${token}/app`, layer);
    const connection = await host.connect('app');
    const kept = await keepPulling(connection, 'podman', registry, registry.port, { patience: 10 });
    process.kill(Number((await leftPull(connection))?.pid), 'SIGKILL');
    await assert.rejects(async () => await kept?.ended(signal), /left no word/);
    await until(async () => (await host.pulls()).length === 0);
    await registry.close();
  });

  /** More than a pipe takes. */
  const documents = [
    {
      name: 'manifests/sha256:1',
      type: 'text/plain',
      bytes: Buffer.from(randomBytes(150_000).toString('base64')),
    },
  ];

  test('is none on a host without perl, however much it would be told', async () => {
    const registry = await createRegistry(`${token}/app`, layer, undefined, documents);
    const programs = ['cat', 'flock', 'mkdir', 'mv', 'rm', 'sed', 'tr', 'wc'];
    const connection = await host.connect('app', {
      PATH: await programsIn(join(host.state, '..', 'bin'), programs),
    });
    assert.equal(await keepPulling(connection, 'docker', registry, registry.port), undefined);
    await nothingIsLeft();
  });

  test('begins whatever the language of the deployer, which its host need not have', async () => {
    host.engine = () => undefined;
    const registry = await createRegistry(`${token}/app`, layer, undefined, documents);
    const connection = await host.connect('app', { LANG: 'tlh_QX.UTF-8', LC_ALL: 'tlh_QX.UTF-8' });
    const kept = await keepPulling(connection, 'docker', registry, registry.port);
    await kept?.stop();
    assert.match(kept?.reference ?? '', /^127\.0\.0\.1:\d+\//);
    await nothingIsLeft();
  });

  test('is ended when the host says anything else', async () => {
    host.engine = () => undefined;
    const registry = await createRegistry(`${token}/app`, layer);
    const { run, ...rest } = await host.connect('app');
    const said = (argv: readonly string[], answer: string): string =>
      argv.includes('keep_pulling') ? `printf: I/O error\n${answer}` : answer;
    const talkative: HostShell = { ...rest, run: async (argv) => said(argv, await run(argv)) };
    await assert.rejects(async () => await keepPulling(talkative, 'docker', registry, registry.port), {
      message: /^the host was to begin a pull, and said “printf: I\/O error\n\d+ \d+ \d+”$/,
    });
    await nothingIsLeft();
    await registry.close();
  });

  test('is ended when nobody learnt that it began', async () => {
    host.engine = () => undefined;
    const registry = await createRegistry(`${token}/app`, layer);
    const { run, ...rest } = await host.connect('app');
    const lose = async (argv: readonly string[]): Promise<string> => {
      const answer = await run(argv);
      if (argv.includes('keep_pulling')) throw new Error('the answer was lost');
      return answer;
    };
    await assert.rejects(
      async () => await keepPulling({ ...rest, run: lose }, 'docker', registry, registry.port),
      /the answer was lost/,
    );
    await nothingIsLeft();
    await registry.close();
  });

  test('says what keeps it from being written down', async () => {
    await mkdir(join(host.state, 'app', 'pull.port', 'taken'), { recursive: true });
    const registry = await createRegistry(`${token}/app`, layer);
    await assert.rejects(
      async () => await keepPulling(await host.connect('app'), 'docker', registry, registry.port),
      /pull\.port: Is a directory/,
    );
    await nothingIsLeft(['pull.port']);
    await registry.close();
  });
});

describe('a pull failed when', () => {
  const full = 'write /var/tmp/x: no space left on device';
  const cases: readonly (readonly [string, 'docker' | 'podman', PullHost['engine'], RegExp])[] = [
    [
      'the engine refuses it',
      'podman',
      (response) => void response.writeHead(500).end(`{"message":"${full}","response":500}\n`),
      /^Error: write \/var\/tmp\/x: no space left on device$/,
    ],
    [
      'the engine says so in the middle',
      'docker',
      (response) =>
        void response.end(`{"status":"Pulling"}\n{"errorDetail":{"message":"${full}"},"error":"${full}"}\n`),
      /^Error: write \/var\/tmp\/x: no space left on device$/,
    ],
    [
      'the engine ends in the middle',
      'podman',
      (response) => void response.write('{"stream":"Copying"}\n', () => response.destroy()),
      /the engine stopped in the middle: {"stream":"Copying"}/,
    ],
    [
      'the engine ends in the middle of a line',
      'docker',
      (response) => void response.write('{"status":"Status: Down', () => response.destroy()),
      /the engine stopped in the middle/,
    ],
    [
      'the engine hangs up',
      'docker',
      (response) => void response.destroy(),
      /^Error: \/.*docker\.sock: no answer$/,
    ],
  ];
  for (const [what, kind, engine, error] of cases)
    test(what, async () => {
      host.engine = engine;
      const registry = await createRegistry(`${token}/app`, layer);
      const kept = await keepPulling(await host.connect('app'), kind, registry, registry.port);
      await assert.rejects(async () => await kept?.ended(signal), error);
      await nothingIsLeft();
      await registry.close();
    });

  test('there is no engine', async () => {
    await host.stopEngine();
    const registry = await createRegistry(`${token}/app`, layer);
    const kept = await keepPulling(await host.connect('app'), 'podman', registry, registry.port);
    await assert.rejects(async () => await kept?.ended(signal), /docker\.sock: No such file or directory/);
    await registry.close();
  });
});
