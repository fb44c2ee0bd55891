import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type Answer, folderWith, git, plab, repositoryWith } from './plab.ts';

/** One clear message: what, the code, the next step, and an exit code that says that it failed. */
function assertError(answer: Answer, code: string, message: RegExp, exit = 1): void {
  const said = answer.stdout + answer.stderr;
  assert.equal(answer.code, exit, said);
  assert.match(said, message);
  assert.match(said, new RegExp(`code: ${code}`));
  assert.match(said, /next: \S/);
  assert.doesNotMatch(said, /\n\s+at .*\.ts:\d+/, 'no stack');
}

const pipeline = (steps: string): string =>
  `pipeline {\n  agent any\n  stages {\n    stage('A') {\n      steps {\n        ${steps}\n      }\n    }\n  }\n}\n`;

describe('bad input', () => {
  for (const verb of ['run', 'up']) {
    test(`${verb}: not a git repository`, async (t) => {
      const folder = await folderWith(t, { Jenkinsfile: pipeline("echo 'a'") });
      assertError(await plab(folder, [verb]), 'PLAB_NOT_A_REPOSITORY', /not in a git repository/);
    });

    test(`${verb}: no commit`, async (t) => {
      const folder = await folderWith(t, { Jenkinsfile: pipeline("echo 'a'") });
      git(folder, 'init', '-q');
      assertError(await plab(folder, [verb]), 'PLAB_NO_COMMIT', /has no commit yet/);
    });
  }

  test('no Jenkinsfile', async (t) => {
    const folder = await repositoryWith(t, { other: '' });
    assertError(
      await plab(folder, ['run']),
      'PLAB_NO_JENKINSFILE',
      /there is no Jenkinsfile in commit [0-9a-f]{12}/,
      2,
    );
  });

  test('a syntax error, with its line and a caret', async (t) => {
    const folder = await repositoryWith(t, { Jenkinsfile: pipeline("sh 'make") });
    const answer = await plab(folder, ['run']);
    assertError(answer, 'PLAB_SYNTAX', /Jenkinsfile:6:\d+: [^\n]+\n6 \|         sh 'make\n +\| +\^/);
  });

  test('an unknown step, with the nearest known one', async (t) => {
    const folder = await repositoryWith(t, { Jenkinsfile: pipeline("ecko 'a'") });
    assertError(
      await plab(folder, ['run']),
      'PLAB_UNKNOWN_STEP',
      /Jenkinsfile:6:9: unknown step 'ecko'; did you mean 'echo'\?/,
    );
  });

  test('a dashboard on no port or a taken one, or into a folder that is not there', async (t) => {
    const folder = await repositoryWith(t, { other: '' });
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.after(() => server.close());
    const { port } = server.address() as AddressInfo;
    for (const [args, code, message, exit] of [
      [['--port', 'x'], 'PLAB_USAGE', /x is not a port/, 2],
      [['--port', String(port)], 'PLAB_PORT_TAKEN', /port \d+ of 127\.0\.0\.1 is in use/, 1],
      [['--snapshot', 'nowhere/a.html'], 'PLAB_UNWRITABLE', /nowhere\/a\.html cannot be written/, 1],
    ] as const)
      assertError(await plab(folder, ['dashboard', ...args]), code, message, exit);
  });

  test('a key whose other half cannot be written is not made', async (t) => {
    const folder = await folderWith(t, {
      'deploy.yml': 'app: shop\ndestinations: { live: { hosts: [a] } }\n',
    });
    const keys = async (args: string, config = '.config'): Promise<Answer> =>
      await plab(folder, ['keys', ...args.split(' ')], { XDG_CONFIG_HOME: join(folder, config) });
    const create = await keys('create --public deploy.yml/a.pub');
    assertError(create, 'PLAB_UNWRITABLE', /deploy\.yml\/a\.pub cannot be written/);
    assertError(await keys('create', 'deploy.yml'), 'PLAB_UNWRITABLE', /shop\.pem cannot be written/);
    assert.equal((await keys('create')).code, 0, 'nothing was left of either');
    assert.equal((await keys('show --public new/a.pub')).code, 0);
    const made = await readFile(join(folder, '.plab/signing.pub'), 'utf8');
    assert.match(made, /^-----BEGIN PUBLIC KEY-----/);
    assert.equal(await readFile(join(folder, 'new/a.pub'), 'utf8'), made);
    assertError(await keys('show --public new/a.pub'), 'PLAB_KEY_THERE', /new\/a\.pub is there already/);
  });

  test('a taken port, before anything is made', async (t) => {
    const folder = await repositoryWith(t, { Jenkinsfile: pipeline("echo 'a'") });
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.after(() => server.close());
    const { port } = server.address() as AddressInfo;
    const env = { PLAB_NAMESPACE: `plab-test-port-${process.pid}` };
    const answer = await plab(folder, ['up', '--port', String(port)], env);
    assertError(answer, 'PLAB_PORT_TAKEN', new RegExp(`port ${port} on this machine is taken`));
    assert.match(answer.stderr, /--port/);
  });

  for (const [what, args, message] of [
    ['a port for Prometheus that is none', ['--monitoring', 'nine'], /“nine” is not a port/],
    [
      'no files for Prometheus',
      ['--monitoring'],
      /monitoring\/prometheus\/prometheus\.yml, which cannot be read/,
    ],
  ] as const)
    test(`${what}, before anything is made`, async (t) => {
      const folder = await repositoryWith(t, { Jenkinsfile: pipeline("echo 'a'") });
      assertError(await plab(folder, ['up', ...args]), 'PLAB_USAGE', message, 2);
    });

  test('a failing build gives exit code 1 and its error', async (t) => {
    const folder = await repositoryWith(t, { Jenkinsfile: pipeline("sh 'exit 4'") });
    assertError(await plab(folder, ['run']), 'PLAB_STEP_FAILED', /script returned exit code 4/);
  });

  test('a wrong deploy.yml: every problem with its place', async (t) => {
    const folder = await folderWith(t, {
      'deploy.yml': 'app: Shop\nport: 99999\ndestinations:\n  a: { hosts: [] }\nvolume: {}\n',
    });
    const answer = await plab(folder, ['status']);
    assertError(answer, 'PLAB_DEPLOY_FILE', /deploy\.yml:1:6: app: /);
    assert.match(answer.stderr, /deploy\.yml:2:7: port: /);
  });

  for (const [shares, message] of [
    ['0', /“0” is not a share of the traffic/],
    ['10,100', /“100” is not a share/],
    ['50%,10%', /the shares do not grow/],
  ] as const) {
    test(`a canary of ${shares} is wrong usage`, async (t) => {
      const file = 'app: shop\ndestinations: { production: { hosts: [nowhere] } }\n';
      const folder = await folderWith(t, { 'deploy.yml': file });
      const { code, stderr } = await plab(folder, ['deploy', '--canary', shares]);
      assert.equal(code, 2);
      assert.match(stderr, message);
    });
  }

  for (const [what, args] of [
    ['an unknown verb', ['lunch']],
    ['an unknown option', ['run', '--fast']],
    ['a missing value', ['up', '--port']],
  ] as const) {
    test(`${what} is wrong usage, exit code 2`, async (t) => {
      const answer = await plab(await folderWith(t, {}), args);
      assert.equal(answer.code, 2);
      assert.match(answer.stderr, /error: /);
    });
  }
});

describe('help and version', () => {
  test('--version prints the version alone', async (t) => {
    const answer = await plab(await folderWith(t, {}), ['--version']);
    assert.match(answer.stdout, /^\d+\.\d+\.\d+\n$/);
  });

  test('--help has examples, and so has every verb with options', async (t) => {
    const folder = await folderWith(t, {});
    const { code, stdout } = await plab(folder, ['--help']);
    assert.equal(code, 0);
    assert.match(stdout, /Examples:/);
    for (const verb of ['up', 'run', 'build', 'deploy', 'verify']) {
      assert.match((await plab(folder, [verb, '--help'])).stdout, /Examples?:/, verb);
    }
  });
});
