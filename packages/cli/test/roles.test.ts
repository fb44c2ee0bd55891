import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { beginTraffic, inside, mixed, type Visit } from '@pipeline-lab/lab';
import { buildVersion, createLab, type TestLab } from './lab.ts';
import { type Answer, plab } from './plab.ts';

interface Release {
  readonly id: string;
  readonly running: boolean;
  readonly replicas: readonly Member[];
  readonly workers: readonly Member[];
}

interface Member {
  readonly name: string;
  readonly running: boolean;
}

const steady = "console.log('works on', process.env.QUEUE); setInterval(() => {}, 1000)";

/** A version of the app that says which of its containers answered; `more` runs at the start of each. */
const twins = (version: string, more = ''): string => `
const { networkInterfaces } = require('node:os');
const address = networkInterfaces().eth0[0].address.split('.').pop();
${more}
const server = require('node:http').createServer((request, response) => {
  request.resume();
  request.on('end', () => response.end('${version} ' + address));
}).listen(5000);
process.on('SIGTERM', () => { server.close(() => process.exit(0)); server.closeIdleConnections(); });
`;

const judge: Visit['judge'] = (status, text) => {
  if (status !== 200) throw new Error(`${status} ${text}`);
  return text;
};
const requests = mixed([{ kind: 'get', path: '/', judge }], [{ kind: 'post', path: '/', body: 'x', judge }]);

describe('workers and replicas go with the release', () => {
  let lab: TestLab;
  let folder = '';

  before(async () => {
    lab = await createLab();
    folder = await mkdtemp(join(tmpdir(), 'plab-roles-'));
    for (const tag of ['one', 'two']) await buildVersion(lab, `roles-${tag}`, twins(tag));
    // The second container alone.
    await buildVersion(
      lab,
      'roles-three',
      twins('three', 'if (address >= 20) setTimeout(() => process.exit(5), 4000);'),
    );
  });
  after(async () => {
    await lab.destroy();
    await rm(folder, { recursive: true });
  });

  const run = async (...args: string[]): Promise<Answer> =>
    await plab(folder, args, { PLAB_SSH_CONFIG: lab.host.host.sshConfigFile ?? '' });

  async function deploy(tag: string, program: string, more: object = {}): Promise<Answer> {
    const file = {
      app: 'busy',
      port: 5000,
      replicas: 2,
      drain: 5,
      watch: 3,
      env: { QUEUE: 'mail', SHARED: 'yes' },
      roles: {
        worker: { command: ['node', '-e', program], replicas: 2, env: { QUEUE: 'bills' }, memory: 64 },
        elsewhere: { command: ['node', '-e', program], group: 'us' },
      },
      ...more,
      destinations: { production: { hosts: { eu: ['production'] } }, other: { hosts: { us: ['b'] } } },
    };
    await writeFile(join(folder, 'deploy.yml'), JSON.stringify(file));
    return await run('deploy', 'production', '--image', `plab-test-app:roles-${tag}`);
  }

  /** The releases of the host, the serving one first; each worker that runs as its name. */
  async function releases(): Promise<readonly (readonly [boolean, readonly string[]])[]> {
    const { stdout } = await run('status', 'production', '--json');
    const [{ state }] = JSON.parse(stdout) as [{ state: { serving: string; releases: readonly Release[] } }];
    return state.releases
      .toSorted((a, b) => Number(b.id === state.serving) - Number(a.id === state.serving))
      .map(({ running, workers }) => [
        running,
        workers.filter((worker) => worker.running).map(({ name }) => name),
      ]);
  }
  const both = ['worker-1', 'worker-2'];

  test('a host whose key does not lead to the second containers is refused before anything is done', async () => {
    const keys = '/etc/ssh/authorized_keys';
    const open = ['docker.sock', 'haproxy/admin.sock', 'haproxy/master.sock'].map(
      (socket) => `permitopen="[/var/run/${socket}]:*",permitopen="[/run/${socket}]:*"`,
    );
    const options = ['restrict', 'port-forwarding', ...open, 'permitlisten="127.0.0.1:*"'].join(',');
    const restrict = `cp ${keys} ${keys}.all && sed -i '/./s|^|${options} |' ${keys}`;
    await inside(lab.engine.docker, lab.host, restrict);
    const { code, stdout, stderr } = await deploy('one', steady);
    await inside(lab.engine.docker, lab.host, `mv ${keys}.all ${keys}`);
    assert.equal(code, 1, stdout);
    assert.match(
      stderr,
      /production does not lead to container 2 of a release.*host setup.*PLAB_SSH_ADDRESS/s,
    );
    assert.match(stdout, /preflight\s*$/);
  });

  test('they start with it, each by its own command, on the hosts of their group', async () => {
    const { code, stderr } = await deploy('one', steady);
    assert.equal(code, 0, stderr);
    assert.deepEqual(await releases(), [[true, both]]);
    assert.match(
      (await run('status', 'production')).stdout,
      /serving .*\(2 of 2 replicas running, 2 of 2 workers running\)/,
    );
  });

  test('their logs and their containers are reached by the role', async () => {
    const { stdout } = await run('logs', 'production', '--role', 'worker', '--json');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { worker: string; text: string });
    assert.deepEqual(lines.map(({ worker, text }) => `${worker} ${text}`).toSorted(), [
      'worker-1 works on bills',
      'worker-2 works on bills',
    ]);
    const where = ['-d', 'production'];
    const inWorker = await run('exec', ...where, '--role', 'worker', '--', 'printenv', 'QUEUE', 'SHARED');
    assert.equal(inWorker.stdout, 'bills\nyes\n');
    const second = await run('exec', ...where, '--role', 'web-2', '--', 'hostname', '-i');
    assert.match(second.stdout, /\.20\n$/);
    const wrong = await run('exec', ...where, '--role', 'cron', '--', 'true');
    assert.match(wrong.stderr, /no role “cron” \(it has web, worker\)/);
  });

  test('a command runs in a container of its own, which is gone afterwards', async () => {
    const program = "console.log(process.env.QUEUE, require('os').hostname().length); process.exit(4)";
    const once = await run('exec', '-d', 'production', '--new', '--', 'node', '-e', program);
    assert.deepEqual({ code: once.code, stdout: once.stdout }, { code: 4, stdout: 'mail 12\n' });
    assert.deepEqual(await releases(), [[true, both]]);
    const names = await run('exec', '-d', 'production', '--', 'printenv', 'QUEUE');
    assert.equal(names.stdout, 'mail\n');
  });

  test('those of the old release stop when the new one stays', async () => {
    const traffic = beginTraffic({ url: lab.url, perSecond: 200, requests });
    const { code } = await deploy('two', steady);
    const { lost, losses, sent, versions } = await traffic.stop();
    assert.equal(code, 0);
    assert.deepEqual(await releases(), [
      [true, both],
      [false, []],
    ]);
    // Both containers of each release answered, and no request was lost.
    assert.deepEqual({ lost, losses }, { lost: 0, losses: [] });
    assert.ok(sent > 500, `${sent}`);
    assert.deepEqual([...versions].toSorted(), ['one 10', 'one 20', 'two 11', 'two 24']);
  });

  test('a release of which one container ends while it is watched is not kept', async () => {
    const before = await releases();
    const { code, stdout, stderr } = await deploy('three', steady);
    assert.equal(code, 1);
    assert.match(stdout + stderr, /its web-2 stopped with code 5/);
    assert.deepEqual(await releases(), before);
  });

  test('what is left of the containers serves on, and the next deployment brings back the rest', async () => {
    await inside(lab.engine.docker, lab.host, 'docker rm -f $(docker ps -q --filter label=plab.replica=2)');
    const traffic = beginTraffic({ url: lab.url, perSecond: 100, requests });
    const { stdout } = await run('status', 'production');
    const { versions, losses } = await traffic.stop();
    assert.match(stdout, /serving .*\(incomplete, 2 of 2 workers running\)/);
    assert.deepEqual([losses, [...versions]], [[], ['two 11']]);
    const { code, stderr } = await deploy('two', steady, { canary: { steps: [50] } });
    assert.equal(code, 0, stderr);
    assert.match((await run('status', 'production')).stdout, /serving .*2 of 2 replicas/);
  });

  for (const [what, program, said] of [
    [
      'does not stay up',
      "console.error('no queue'); process.exit(3)",
      /no queue[^]*worker-\d stopped with code 3/,
    ],
    ['ends while it is watched', 'setTimeout(() => process.exit(4), 4000)', /worker-\d stopped with code 4/],
  ] as const)
    test(`a release with a worker that ${what} is not kept`, async () => {
      const before = await releases();
      const { code, stdout, stderr } = await deploy('two', program);
      assert.equal(code, 1);
      assert.match(stdout + stderr, said);
      assert.deepEqual(await releases(), before);
    });

  test('a roll-back brings back those of the release that it goes to', async () => {
    await deploy('two', steady);
    const { code, stderr } = await run('rollback', '-d', 'production');
    assert.equal(code, 0, stderr);
    const [[running, workers] = [], [, others] = []] = await releases();
    assert.deepEqual([running, workers, others], [true, both, []]);
    assert.match((await run('logs', 'production', '--role', 'web')).stdout, /^$/);
  });
});
