import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { behaviours, buildVersion, createLab, type TestLab } from './lab.ts';
import { type Answer, mainFile, plab } from './plab.ts';

const talkative = (version: string): string =>
  `console.log('version ${version} has', process.env.TOKEN);${behaviours.healthy(version)}`;
const leaking = "console.error('cannot log in with', process.env.TOKEN); process.exit(3)";

describe('a destination is looked at and worked on', () => {
  let lab: TestLab;
  let folder = '';

  before(async () => {
    lab = await createLab();
    folder = await mkdtemp(join(tmpdir(), 'plab-operate-'));
    await writeFile(join(folder, '.env'), 'TOKEN=hush-hush-1\n');
    await writeFile(
      join(folder, 'deploy.yml'),
      `app: operated\nport: 5000\nwatch: 1\nsecrets: { TOKEN: { file: .env } }\ndestinations: { production: { hosts: [production] } }\n`,
    );
    await buildVersion(lab, 'operate-one', talkative('one'));
    await buildVersion(lab, 'operate-leaking', leaking);
  });
  after(async () => {
    await lab.destroy();
    await rm(folder, { recursive: true });
  });

  const environment = (): Record<string, string> => ({ PLAB_SSH_CONFIG: lab.host.host.sshConfigFile ?? '' });
  const run = async (...args: string[]): Promise<Answer> => await plab(folder, args, environment());
  const deploy = async (tag: string): Promise<Answer> =>
    await run('deploy', '--image', `plab-test-app:operate-${tag}`, '--json');
  const listed = async (list: string): Promise<unknown> => JSON.parse((await run(list, '--json')).stdout);

  test('plan tells what a deployment would do and does nothing', async () => {
    const { code, stdout } = await run('plan', '--image', 'plab-test-app:operate-one');
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^production: nothing → [0-9a-f]{12}\n {2}proxy {4}proxy\n {2}prepare {2}ship \d+ layers, [\d.]+ [kM]?B/,
    );
    assert.match(stdout, / {2}switch +switch\n/);
    assert.deepEqual(await listed('releases'), [{ host: 'production', releases: [] }]);
    assert.deepEqual(((await listed('history')) as { deployments: unknown }).deployments, []);
  });

  test('exec runs in the container that serves, with its secrets, and gives its exit code', async () => {
    assert.equal((await deploy('one')).code, 0);
    const { code, stdout, stderr } = await run(
      'exec',
      '--',
      'node',
      '-e',
      "console.log(process.env.TOKEN); console.error('e'); process.exit(7)",
    );
    assert.deepEqual({ code, stdout, stderr }, { code: 7, stdout: 'hush-hush-1\n', stderr: 'e\n' });
  });

  test('the containers of a release know which one they are', async () => {
    const [{ releases } = { releases: [] }] = (await listed('releases')) as { releases: { id: string }[] }[];
    assert.equal((await run('exec', '--', 'printenv', 'PLAB_RELEASE')).stdout, `${releases[0]?.id}\n`);
  });

  test('logs gives what the application wrote', async () => {
    const { stdout } = await run('logs', 'production', '--json');
    const [line = ''] = stdout.split('\n');
    const { host, stream, text } = JSON.parse(line) as Record<string, string>;
    assert.deepEqual(
      { host, stream, text },
      { host: 'production', stream: 'stdout', text: 'version one has hush-hush-1' },
    );
  });

  test('a changed secret is a new release of the same image', async () => {
    await writeFile(join(folder, '.env'), 'TOKEN=hush-hush-2\n');
    const { stdout, code } = await deploy('one');
    assert.equal(code, 0);
    assert.match(stdout, /"route":"present"/);
    assert.match((await run('exec', '--', 'printenv', 'TOKEN')).stdout, /^hush-hush-2$/m);
    const { stdout: plan } = await run('plan', '--image', 'plab-test-app:operate-one');
    assert.match(plan, /serves already/);
  });

  test('a release that fails shows its last lines without its secrets', async () => {
    const { code, stdout, stderr } = await deploy('leaking');
    assert.equal(code, 1);
    assert.match(stdout, /cannot log in with \*\*\*\*/);
    assert.doesNotMatch(stdout + stderr, /hush-hush/);
  });

  test('history, audit and releases tell what was', async () => {
    const { deployments, successRate, dora } = (await listed('history')) as {
      deployments: { result: string; label: string }[];
      successRate: number;
      dora: { days: number; deploymentsPerDay: number };
    };
    assert.deepEqual(
      deployments.map(({ result, label }) => `${result} ${label}`),
      [
        'released plab-test-app:operate-one',
        'released plab-test-app:operate-one',
        'failed plab-test-app:operate-leaking',
      ],
    );
    assert.equal(successRate, 2 / 3);
    assert.deepEqual([dora.days, dora.deploymentsPerDay], [30, 2 / 30]);
    assert.match((await run('history')).stdout, /67 % of deployments succeeded/);
    assert.match((await run('audit')).stdout, /begins deploy of plab-test-app:operate-leaking/);
    const [kept] = (await listed('releases')) as { releases: { state: string }[] }[];
    assert.deepEqual(
      kept?.releases.map(({ state }) => state),
      ['serving', 'kept'],
    );
  });

  test('metrics counts the deployments made here, and those of others when it asks the hosts', async () => {
    await writeFile(join(folder, 'plab.yml'), 'metrics: { textfile: plab.prom }\n');
    assert.match((await deploy('one')).stdout, /"result":"unchanged"/);
    const { stdout: here } = await run('metrics', '--format', 'prometheus');
    assert.equal(await readFile(join(folder, 'plab.prom'), 'utf8'), here);
    const place = 'project="operated",environment="production"';
    for (const [result, count] of Object.entries({ success: 2, failure: 1, unchanged: 1, rolled_back: 0 }))
      assert.ok(here.includes(`pipelinelab_deployments_total{${place},result="${result}"} ${count}\n`), here);
    assert.match(
      here,
      /^pipelinelab_deployment_info\{.*version="plab-test-app:operate-one",release="[0-9a-f]{12}"/m,
    );
    const elsewhere = { ...environment(), XDG_STATE_HOME: join(folder, '.elsewhere') };
    const asked = await plab(folder, ['metrics', '-d', 'production', '--format', 'prometheus'], elsewhere);
    const counts = (figures: string): string[] => figures.match(/^\w+_(total|count|sum)\{.*/gm) ?? [];
    assert.deepEqual(counts(asked.stdout), counts(here));
    await rm(join(folder, 'plab.yml'));
  });

  test('lock keeps a deployment off and says why, until Ctrl-C', async () => {
    const holder = spawn(process.execPath, [mainFile, 'lock', '-m', 'moving the\ndatabase'], {
      cwd: folder,
      env: { ...process.env, ...environment(), XDG_STATE_HOME: join(folder, '.state') },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [said] = (await once(holder.stderr, 'data')) as [Buffer];
    assert.match(said.toString(), /locked production/);
    const refused = await deploy('one');
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /moving the database.*PLAB_LOCKED/s);
    holder.kill('SIGINT');
    const [code] = (await once(holder, 'close')) as [number];
    assert.equal(code, 0);
    assert.match((await deploy('one')).stdout, /"result":"unchanged"/);
  });

  test('variables come from files, and what deploy.yml writes out comes on top', async () => {
    const usual = await readFile(join(folder, 'deploy.yml'), 'utf8');
    await writeFile(join(folder, 'shared.env'), 'COLOUR=red\nSIZE="1 m"\n');
    await writeFile(join(folder, 'deploy.yml'), `${usual}envFile: shared.env\nenv: { COLOUR: blue }\n`);
    assert.equal((await deploy('one')).code, 0);
    const printed = await run('exec', '--', 'printenv', 'COLOUR', 'SIZE');
    assert.equal(printed.stdout, 'blue\n1 m\n');
    await rm(join(folder, 'shared.env'));
    assert.match((await deploy('one')).stderr, /envFile: shared\.env cannot be read.*PLAB_DEPLOY_FILE/s);
    await writeFile(join(folder, 'deploy.yml'), usual);
  });

  test('hosts are reached by a key and through a jump host that deploy.yml names', async () => {
    const usual = await readFile(join(folder, 'deploy.yml'), 'utf8');
    const lab = environment()['PLAB_SSH_CONFIG'] ?? '';
    const key = join(dirname(lab), 'production/id_ed25519');
    const pinned = await readFile(join(dirname(lab), 'production/known_hosts'), 'utf8');
    await mkdir(join(folder, '.plab'), { recursive: true });
    await writeFile(join(folder, '.plab/known_hosts'), pinned.replace(/^\S+/, '127.0.0.1'));
    // Its own SSH server is reached on its loopback only by way of itself.
    const ssh = `ssh: { config: ${lab}, jump: production }`;
    const hosts = (user: string): string =>
      usual.replace(
        'hosts: [production]',
        `hosts: { eu: ["${user}@127.0.0.1:22"] }, ssh: { identity: ${key} }`,
      );
    await writeFile(join(folder, 'deploy.yml'), `${hosts('deploy')}${ssh}\n`);
    const { code, stdout, stderr } = await plab(folder, ['status', 'production/eu', '--json']);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /"host": ?"127\.0\.0\.1"/);
    const unknown = await plab(folder, ['status', 'production/us']);
    assert.match(unknown.stderr, /production has no group “us” \(it has eu\).*PLAB_NO_GROUP/s);
    await writeFile(join(folder, 'deploy.yml'), usual);
  });

  test('what is not there is told', async () => {
    const unknown = await run('logs', 'production', '--release', 'ffff');
    assert.equal(unknown.code, 1);
    assert.match(unknown.stderr, /no release ffff on production.*PLAB_NOT_DEPLOYED/s);
    assert.equal((await run('logs', 'elsewhere')).code, 1);
    assert.equal((await run('exec', '--host', 'elsewhere', '--', 'true')).code, 2);
  });
});
