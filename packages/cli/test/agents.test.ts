import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createLab, type TestLab } from './lab.ts';
import { plab, repositoryWith } from './plab.ts';

let lab: TestLab;

before(async () => {
  lab = await createLab();
});

after(async () => {
  await lab.destroy();
});

const pipeline = (steps: string, post = ''): string =>
  `pipeline {\n agent { label 'far' }\n stages { stage('A') { steps {\n${steps}\n} } }\n${post}\n}\n`;

describe('an agent behind SSH', () => {
  const run = async (folder: string): Promise<Awaited<ReturnType<typeof plab>>> =>
    await plab(folder, ['run', '--agent', 'far=ssh:production:builds', '--format', 'plain'], {
      PLAB_SSH_CONFIG: lab.host.sshConfigFile,
    });

  test('programs run there, with the files of the workspace, and what they change comes back', async (t) => {
    const folder = await repositoryWith(t, {
      'data.txt': "it's here\n",
      'gone.txt': '',
      Jenkinsfile: pipeline(`
        sh 'id -un; cat data.txt; mkdir -p out; echo "made by $STAGE_NAME" > out/new.txt; ln -s new.txt out/link; rm gone.txt'
        echo readFile('out/link').trim()
        echo "gone: \${!fileExists('gone.txt')}"
        script { echo sh(script: 'cat out/new.txt; echo "$1"', returnStdout: true).trim() }
        withEnv(["ODD=it's \\$HOME \\"x\\""]) { sh 'echo "$ODD"; pwd' }
        sh 'exit 7'`),
    });
    const { code, stdout } = await run(folder);
    assert.equal(code, 1, stdout);
    for (const line of [
      'deploy',
      "it's here",
      'made by A',
      'gone: true',
      'it\'s $HOME "x"',
      'script returned exit code 7',
    ])
      assert.ok(stdout.includes(line), `${line}\n${stdout}`);
    assert.match(stdout, /\/home\/deploy\/builds\//);
  });

  test('an abort ends what runs there, with everything that it started', async (t) => {
    const folder = await repositoryWith(t, {
      Jenkinsfile: pipeline(
        "timeout(time: 4, unit: 'SECONDS') { sh 'sleep 4321 & echo started; wait' }",
        'post { aborted { sh \'sleep 1; pgrep -f "sleep 432[1]" || echo nothing left\' } }',
      ),
    });
    const { stdout } = await run(folder);
    assert.match(stdout, /started\n[^]*nothing left/, stdout);
  });

  test('a host that cannot be reached is one clear error', async (t) => {
    const folder = await repositoryWith(t, { Jenkinsfile: pipeline("sh 'true'") });
    const { code, stdout } = await plab(folder, [
      'run',
      '--agent',
      'far=ssh:nowhere.invalid',
      '--format',
      'plain',
    ]);
    assert.equal(code, 1);
    assert.match(stdout, /nowhere\.invalid: .*\n[^]*next: Try `ssh nowhere\.invalid` by hand/);
  });
});

test('executors: no more `node` blocks at a time than an agent has', async (t) => {
  const stage = (name: string): string =>
    `stage('${name}') { agent { label 'small' }\n steps { sh 'echo in; sleep 1; echo out' } }`;
  const folder = await repositoryWith(t, {
    'plab.yml': 'agents:\n  - { name: small, executors: 1 }\n',
    Jenkinsfile: `pipeline {\n agent none\n stages { stage('P') { parallel { ${stage('x')}\n ${stage('y')} } } }\n}\n`,
  });
  const { code, stdout } = await plab(folder, ['run', '--format', 'plain']);
  assert.equal(code, 0, stdout);
  const order = [...stdout.matchAll(/\] (in|out)$/gm)].map(([, word]) => word);
  assert.deepEqual(order, ['in', 'out', 'in', 'out']);
});
