import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { apply, type Change } from '../../dashboard/src/change.ts';
import type { View } from '../../dashboard/src/view.ts';
import { git } from './plab.ts';

const project = fileURLToPath(new URL('../../..', import.meta.url));
const namespace = `plab-test-up-${process.pid}`;
let folder: string;
let repository: string;
let port: number;

const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  XDG_STATE_HOME: join(folder, 'state'),
  PLAB_NAMESPACE: namespace,
  NO_COLOR: '1',
  // The pipeline runs tests of its own, which are none of this run's.
  NODE_TEST_CONTEXT: undefined,
});

interface Answer {
  readonly code: number | null;
  readonly said: string;
}

/** Runs `./plab` in the clone as a user does; sends Ctrl-C once it has said what `until` matches. */
async function plab(args: readonly string[], until?: RegExp): Promise<Answer> {
  const child = spawn('./plab', args, { cwd: repository, env: environment() });
  let said = '';
  let stopped = false;
  const take = (chunk: Buffer): void => {
    said += chunk.toString();
    if (stopped || until === undefined || !until.test(said)) return;
    stopped = true;
    child.kill('SIGINT');
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

const up = async (until?: RegExp): Promise<Answer> => await plab(['up', '--port', String(port)], until);

async function health(): Promise<Record<string, unknown>> {
  return (await (await fetch(`http://127.0.0.1:${port}/health`)).json()) as Record<string, unknown>;
}

async function change(file: string, from: string | RegExp, to: string): Promise<void> {
  const path = join(repository, file);
  const text = await readFile(path, 'utf8');
  assert.notEqual(text.replace(from, to), text, `${file} has ${String(from)}`);
  await writeFile(path, text.replace(from, to));
  git(repository, 'commit', '-q', '-a', '-m', `change ${file}`);
}

/** What a live page gets: its view, each time that it changes. */
function changesOf(url: string): { readonly until: (wanted: (view: View) => boolean) => Promise<View> } {
  const views = (async function* () {
    const { body } = await fetch(`${url}events`);
    let view: View | undefined;
    for await (const line of createInterface({ input: Readable.fromWeb(body as ReadableStream) })) {
      if (!line.startsWith('data: ')) continue;
      view = apply(view as View, JSON.parse(line.slice(6)) as Change);
      yield view;
    }
  })();
  return {
    async until(wanted) {
      for (;;) {
        const { value, done } = await views.next();
        if (done === true) throw new Error('the page has ended');
        if (wanted(value)) return value;
      }
    },
  };
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plab-up-'));
  repository = join(folder, 'shop');
  execFileSync('git', ['clone', '-q', project, repository]);
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
  server.close();
});

after(async () => {
  await plab(['down']);
  await rm(folder, { recursive: true, force: true });
});

describe('the whole road', () => {
  test('the first up leaves the app live and says what it did', async () => {
    const { code, said } = await up();
    assert.equal(code, 0, said);
    assert.equal((await health())['build_number'], '1');
    const live = (await (await fetch(`http://127.0.0.1:${port}/health/live`)).json()) as { release: string };
    assert.match(live.release, /^[0-9a-f]{12}$/);
    for (const stage of [
      'Lint Analysis',
      'Unit Testing',
      'Container Build & Optimization',
      'Image Check',
      'Bill of Materials',
      'Production Deployment',
      'Production Validation',
    ]) {
      assert.match(said, new RegExp(`✔ +${stage} +\\d`));
    }
    assert.match(said, /Shipped +\d.* shipped, \d+ layers sent/);
    assert.match(said, /Traffic +none/);
    assert.match(said, new RegExp(`Live +http://localhost:${port}/health`));
    assert.match(said, /\.\/plab status[^]*\.\/plab rollback[^]*\.\/plab down/);
    const head = execFileSync('git', ['-C', repository, 'log', '-1', '--format=%H %cI']).toString().trim();
    const history = await plab(['history', '--json']);
    const { deployments } = JSON.parse(history.said) as { deployments: { commit: Record<string, string> }[] };
    const { revision, at } = deployments[0]?.commit ?? {};
    assert.equal(`${revision} ${at}`, head, 'the journal knows the commit of the image');
    const build = join(folder, 'state', namespace, 'builds', 'shop', '1');
    const bom = await readFile(join(build, 'artifacts', 'apps/task-api/reports/task-api.cdx.json'), 'utf8');
    assert.match(bom, /"pkg:npm\/fastify@5/);
  });

  test('a commit that changes the app goes live, and no request is lost', async () => {
    await change('apps/task-api/src/http/problem.ts', 'could not do this', 'could not do that');
    const { code, said } = await up();
    assert.equal(code, 0, said);
    assert.equal((await health())['build_number'], '2');
    assert.match(said, /Traffic +\d{2,} requests sent meanwhile, 0 lost/);
    assert.match(said, /1 layers sent, \d+ reused/);
  });

  test('Ctrl-C during the deployment leaves the old version serving, and a second up works', async () => {
    await change('apps/task-api/src/http/problem.ts', 'could not do that', 'could not do it');
    const { code, said } = await up(/▶ Production Deployment/);
    assert.equal(code, 130, said);
    assert.equal((await health())['build_number'], '2');
    const again = await up();
    assert.equal(again.code, 0, again.said);
    assert.equal((await health())['build_number'], '4');
  });

  test('Ctrl-C after the switch brings the old version back before the command ends', async () => {
    await change('apps/task-api/src/http/problem.ts', 'could not do it', 'could not do them');
    const { code, said } = await up(/production +switch +\d/);
    assert.equal(code, 130, said);
    assert.equal((await health())['build_number'], '4');
    const { said: status } = await plab(['status']);
    assert.match(status, /serving +[0-9a-f]{12} +task-api:4/);
    assert.match(status, /task-api:5 .*rolled-back/);
  });

  test('a release that is not what its validation expects is rolled back', async () => {
    await change('Jenkinsfile', '--expect build_number="$BUILD_NUMBER"', '--expect build_number=another');
    const { code, said } = await up();
    assert.equal(code, 1, said);
    assert.match(said, /build_number is 6, expected another/);
    assert.match(said, /✖ +Production Validation/);
    assert.equal((await health())['build_number'], '4');
    git(repository, 'reset', '-q', '--hard', 'HEAD~1');
  });

  test('an image that its audit refuses is not deployed', async () => {
    await change('apps/task-api/Dockerfile', 'USER 10001:10001\n', '');
    await change('Jenkinsfile', "sh './plab image check'", "sh 'true'");
    const { code, said } = await up();
    assert.equal(code, 1, said);
    assert.match(said, /names no user, so it runs as root \[image-root\]/);
    assert.match(said, /✖ +Image Check/);
    assert.match(said, /- +Production Deployment +skipped/);
    assert.equal((await health())['build_number'], '4');
    git(repository, 'reset', '-q', '--hard', 'HEAD~2');
  });

  test('a commit that breaks /health in production fails at its stage; the old version serves', async () => {
    await change(
      'apps/task-api/Dockerfile',
      'ENV NODE_ENV=production DATA_DIR=/data',
      'ENV NODE_ENV=production DATA_DIR=/nowhere/data',
    );
    const { code, said } = await up();
    assert.equal(code, 1, said);
    assert.match(said, /✖ +Production Deployment/);
    assert.match(said, /- +Production Validation +skipped/);
    assert.equal((await health())['build_number'], '4');
    git(repository, 'reset', '-q', '--hard', 'HEAD~1');
  });

  test('status and roll-back', async () => {
    const status = await plab(['status']);
    assert.match(status.said, /serving +[0-9a-f]{12} +task-api:4/);
    assert.equal((await plab(['rollback'])).code, 0);
    assert.equal((await health())['build_number'], '2');
    const { code, said } = await plab(['status', '--json']);
    assert.equal(code, 0);
    assert.ok(Array.isArray(JSON.parse(said)));
  });

  test('the dashboard shows what serves, its figures, releases and builds, and then that its host is away', async () => {
    const child = spawn('./plab', ['dashboard', '--json'], { cwd: repository, env: environment() });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { url } = JSON.parse(line.toString()) as { url: string };
    const changes = changesOf(url);
    const traffic = setInterval(
      () => void fetch(`http://127.0.0.1:${port}/tasks`).catch(() => undefined),
      100,
    );
    const view = await changes.until(({ points }) => (points.at(-1)?.rate ?? 0) > 1);
    clearInterval(traffic);
    assert.deepEqual(
      view.hosts.map(({ name, state, serving }) => [name, state, serving?.label]),
      [['production', 'reached', 'task-api:2']],
    );
    const { errors, p99 = 0, memory = 0 } = view.points.at(-1) ?? {};
    assert.ok(errors === 0 && p99 > 0 && memory > 2e7, JSON.stringify(view.points.at(-1)));
    const told = view.deployments?.list.map(({ verb, result, label }) => `${verb} ${result} ${label}`) ?? [];
    assert.equal(told[0], 'rollback released task-api:2');
    assert.ok(told.includes('deploy rolled-back task-api:5'), told.join());
    const ofNumber = new Map(view.builds?.map((build) => [build.number, build]));
    assert.deepEqual(
      [1, 3, 6].map((number) => ofNumber.get(number)?.result),
      ['SUCCESS', 'ABORTED', 'FAILURE'],
    );
    assert.equal(ofNumber.get(2)?.subject, 'change apps/task-api/src/http/problem.ts');
    assert.equal(ofNumber.get(6)?.failure?.stage, 'Production Validation');
    const host = execFileSync('docker', [
      'ps',
      '-q',
      '--filter',
      `label=plab.namespace=${namespace}`,
    ]).toString();
    execFileSync('docker', ['kill', ...host.trim().split('\n')]);
    const away = await changes.until(({ hosts }) => hosts[0]?.state === 'unreachable');
    assert.ok(away.hosts[0]?.error?.hint, 'it says what to do');
    child.kill('SIGINT');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

  test('down removes all of it', async () => {
    const { code, said } = await plab(['down']);
    assert.equal(code, 0, said);
    for (const kind of ['container', 'volume', 'network']) {
      const left = execFileSync('docker', [
        kind,
        'ls',
        '-q',
        '--filter',
        `label=plab.namespace=${namespace}`,
      ]).toString();
      assert.equal(left, '', `${kind}s are left`);
    }
    // What was built and deployed is history.
    assert.deepEqual((await readdir(join(folder, 'state', namespace))).sort(), [
      'builds',
      'ledger',
      'workspaces',
    ]);
  });
});
