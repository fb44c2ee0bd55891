import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
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

  /** What a command says on the machine itself. */
  const there = (command: string): string =>
    execFileSync('ssh', ['-F', lab.host.sshConfigFile, 'production', command]).toString().trim();

  test('a secret is in no argument there, and no file of one is left, not even while the node goes on', async (t) => {
    const look = `for file in /proc/[0-9]*/cmdline; do tr "\\\\0" " " <$file; done 2>/dev/null | grep -c "s3cr[3]t" || echo unseen`;
    const folder = await repositoryWith(t, {
      'plab.env': 'T=s3cr3t-value\n',
      Jenkinsfile: pipeline(`
        withCredentials([string(credentialsId: 'T', variable: 'T'), file(credentialsId: 'F', variable: 'F')]) {
          sh 'test "$T" = s3cr3t-value && grep -c . "$F"; ${look}'
        }
        sh 'find ../*@tmp -name F | grep . || echo file gone'`),
    });
    const { code, stdout } = await plab(
      folder,
      ['run', '--agent', 'far=ssh:production:builds', '--format', 'plain', '--secret-file', 'plab.env'],
      { PLAB_SSH_CONFIG: lab.host.sshConfigFile, PLAB_SECRET_F: 'the secret file' },
    );
    assert.equal(code, 0, stdout);
    assert.match(stdout, /\n.*unseen\n[^]*file gone/, stdout);
    assert.equal(there('ls -d builds/*@tmp 2>/dev/null || echo none'), 'none');
  });

  test('branches on one node leave the files of each other alone', async (t) => {
    const folder = await repositoryWith(t, {
      Jenkinsfile: pipeline(`
        sh 'rm -f ~/sync.b'
        script { parallel a: {
          sh '''i=0
            until [ -e ~/sync.b ]; do i=$((i + 1)); echo $i > a-$i; sleep 0.02; done
            [ $(ls a-* | wc -l) = $i ] && touch a.done && echo all of a'''
        }, b: {
          writeFile file: 'b1', text: 'made by b'
          sh 'cat b1'
          sh 'true'
          sh 'touch ~/sync.b'
          waitUntil { fileExists 'a.done' }
          echo readFile('b1')
        } }`),
    });
    const { code, stdout } = await run(folder);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /all of a\n/);
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
