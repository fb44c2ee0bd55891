import assert from 'node:assert/strict';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { rollback } from '@pipeline-lab/deploy';
import { buildImage } from '@pipeline-lab/image';
import { destroyLab, ensureHostImage, inside, type Monitoring, startMonitoring } from '@pipeline-lab/lab';
import { createLab, deployTo, fromEnvironment, type TestLab } from './lab.ts';

const project = fileURLToPath(new URL('../../..', import.meta.url));
const { signal } = new AbortController();
const good = 'plab-test-watched:good';
const bad = 'plab-test-watched:bad';

/** A Task API that cannot read its tasks any more once it is told so. */
const breaking = `
import { StatementSync } from 'node:sqlite';
process.on('SIGUSR2', () => { StatementSync.prototype.all = () => { throw new Error('disk I/O error'); }; });
`;

describe('Prometheus and Alertmanager beside a lab host', () => {
  let lab: TestLab;
  let watched: Monitoring;

  before(async () => {
    lab = await createLab();
    lab = { ...lab, app: { ...lab.app, volumes: { data: '/data' }, watch: 1 } };
    await buildTaskApi(lab);
    await deployTo(lab, good);
    watched = await startMonitoring(lab.engine.docker, {
      namespace: lab.namespace,
      image: await monitoringImage(lab),
      folder: await hastened(lab),
      target: { name: 'production', containerId: lab.host.containerId },
      port: await freePort(),
      signal,
    });
  });
  after(async () => await lab.destroy());

  const ask = async (url: string): Promise<unknown> => await (await fetch(url)).json();
  const alerts = async (): Promise<readonly { readonly labels: { readonly alertname: string } }[]> =>
    (await ask(`${watched.alertmanager}/api/v2/alerts?active=true`)) as never;
  const isFiring = async (name: string): Promise<boolean> =>
    (await alerts()).some(({ labels }) => labels.alertname === name);

  test('the host is asked by its name, every rule works, and no alert fires', async () => {
    await until(async () => {
      const { data } = (await ask(`${watched.prometheus}/api/v1/query?query=up{job="task-api"}`)) as {
        data: { result: { metric: Record<string, string>; value: [number, string] }[] };
      };
      const [target] = data.result;
      return target?.value[1] === '1' && target.metric['destination'] === 'production';
    });
    const { data } = (await ask(`${watched.prometheus}/api/v1/rules`)) as {
      data: { groups: { rules: { name: string; health: string; lastError?: string }[] }[] };
    };
    const rules = data.groups.flatMap((group) => group.rules);
    assert.ok(rules.length > 15);
    assert.deepEqual(
      rules.filter(({ health }) => health === 'err').map(({ name, lastError }) => [name, lastError]),
      [],
    );
    // Until the host was asked the first time, none was there: with hastened clocks that is an alert.
    await until(async () => (await alerts()).length === 0);
  });

  test('files that Prometheus refuses are told, and nothing stays', async () => {
    const folder = await mkdtemp(join(lab.stateDir, 'broken-'));
    await cp(join(project, 'monitoring'), folder, { recursive: true });
    await writeFile(join(folder, 'prometheus/prometheus.yml'), 'rule_fils: []\n');
    const namespace = `${lab.namespace}-broken`;
    const target = { name: 'production', containerId: lab.host.containerId };
    const image = await monitoringImage(lab);
    const port = await freePort();
    const starting = startMonitoring(lab.engine.docker, { namespace, image, folder, target, port, signal });
    await assert.rejects(starting, { code: 'PLAB_LAB_MONITORING', message: /rule_fils/, hint: /promtool/ });
    assert.deepEqual(
      (await destroyLab(lab.engine.docker, { namespace, stateDir: folder })).filter(
        (name) => !name.startsWith('volume'),
      ),
      [],
    );
  });

  test('a bad release that passed its watch makes an alert fire, which ends after the roll-back', async () => {
    const over = new AbortController();
    const visitors = visit(`${lab.url}/tasks`, over.signal);
    try {
      await deployTo(lab, bad);
      assert.equal(await isFiring('TaskApiErrorsFast'), false);
      await inside(lab.engine.docker, lab.host, 'docker kill -s USR2 $(docker ps -q --latest)');
      await until(async () => await isFiring('TaskApiErrorsFast'));
      await rollback({ app: lab.app, hosts: [lab.host.host] }, () => undefined, signal);
      await until(async () => !(await isFiring('TaskApiErrorsFast')));
    } finally {
      over.abort();
      await visitors;
    }
  });
});

/** The image of the repository, and one on top of it. */
async function buildTaskApi(lab: TestLab): Promise<void> {
  const output = { signal, onOutput: () => undefined };
  const args = { BASE_IMAGE: fromEnvironment('BASE_IMAGE'), EXTRA_CA: process.env['EXTRA_CA'] ?? '' };
  const dockerfile = 'apps/task-api/Dockerfile';
  await buildImage(lab.engine, { context: project, dockerfile, tags: [good], args, ...output });
  const context = await mkdtemp(join(lab.stateDir, 'context-'));
  await writeFile(join(context, 'breaking.mjs'), breaking);
  await writeFile(
    join(context, 'Dockerfile'),
    `FROM ${good}\nCOPY breaking.mjs /app/\nENV NODE_OPTIONS=--import=/app/breaking.mjs\n`,
  );
  await buildImage(lab.engine, { context, dockerfile: 'Dockerfile', tags: [bad], args: {}, ...output });
}

async function monitoringImage({ engine }: TestLab): Promise<string> {
  const debianBase = fromEnvironment('DEBIAN_BASE');
  return await ensureHostImage(engine.docker, {
    debianBase,
    recipe: 'monitoring',
    say: () => undefined,
    signal,
  });
}

/** The project's own files with clocks that run sixty times as fast: what takes minutes takes seconds. */
async function hastened({ stateDir }: TestLab): Promise<string> {
  const folder = join(stateDir, 'monitoring');
  await cp(join(project, 'monitoring'), folder, { recursive: true });
  const files = ['prometheus/prometheus.yml', 'prometheus/rules', 'alertmanager/alertmanager.yml'];
  for (const file of (await Promise.all(files.map(async (name) => await filesIn(join(folder, name))))).flat())
    await writeFile(file, hasten(await readFile(file, 'utf8')));
  return folder;
}

async function filesIn(path: string): Promise<string[]> {
  if (path.endsWith('.yml')) return [path];
  return (await readdir(path)).map((name) => join(path, name));
}

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

function hasten(text: string): string {
  const faster = (_: string, before: string, count: string, unit: string): string =>
    `${before}${Math.round((Number(count) * (seconds[unit] ?? 1) * 1000) / 60)}ms`;
  return text.replaceAll(/(\[|(?:for|interval|_wait|_interval): )(\d+)([smhd])\b/g, faster);
}

/** Twenty requests a second, whatever is answered. */
async function visit(url: string, stop: AbortSignal): Promise<void> {
  for (let minute = 0; !stop.aborted; minute += 1) {
    // Each time another page: one that was read before is there without a look into the database.
    const before = new Date(minute * 60_000).toISOString();
    await fetch(`${url}?due_before=${before}`).then(
      async (response) => await response.arrayBuffer(),
      () => undefined,
    );
    await sleep(50);
  }
}

/** Prometheus announces nothing: it is asked. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 90_000; !(await condition()); await sleep(250))
    assert.ok(Date.now() < end, 'it did not come about');
}

/** One with a free one three further. */
async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port < 65_000 ? port : 19_090;
}
