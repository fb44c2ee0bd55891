import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { findBuild } from '@pipeline-lab/engine/builds';
import { createLab, type TestLab } from './lab.ts';
import { git, mainFile, plab, repositoryWith } from './plab.ts';

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

  /** An image there with a few programs of the machine. */
  const tinyImage = (): string => {
    const files = '/bin/sh /bin/cat /bin/sleep /usr/bin/id /usr/bin/ssh-add';
    const libraries = `$(ldd ${files} | grep -o '/[^ :]* (' | tr -d ' (' | sort -u)`;
    there(
      `docker image inspect tiny >/dev/null 2>&1 || tar -chf - ${files} ${libraries} 2>/dev/null | docker import - tiny`,
    );
    return 'tiny';
  };

  const key = (folder: string): string => {
    execFileSync('ssh-keygen', [
      '-q',
      '-t',
      'ed25519',
      '-N',
      '',
      '-C',
      'the-comment',
      '-f',
      join(folder, 'id'),
    ]);
    return execFileSync('cat', [join(folder, 'id')]).toString();
  };

  test('containers are on the engine there, with the workspace of that machine', async (t) => {
    const image = tinyImage();
    const folder = await repositoryWith(t, {
      'data.txt': 'brought along\n',
      Jenkinsfile: `pipeline {
        agent { docker { image '${image}'; label 'far'; args '-e GIVEN=yes' } }
        environment { ODD = "it's here" }
        stages { stage('A') { steps {
          sh 'cat data.txt; echo "$GIVEN $ODD $(id -u)"; echo made inside >made.txt; echo "in $PWD"'
          script { echo readFile('made.txt').trim(); echo sh(script: 'cat made.txt', returnStdout: true).trim().toUpperCase() }
          sh 'exit 6'
        } } }
        post { always { sh 'echo also here' } } }`,
    });
    const { code, stdout } = await run(folder);
    assert.equal(code, 1, stdout);
    const user = there('id -u');
    for (const line of ['brought along', `yes it's here ${user}`, 'made inside', 'MADE INSIDE', 'also here'])
      assert.ok(stdout.includes(`] ${line}\n`), `${line}\n${stdout}`);
    assert.match(stdout, /in \/home\/deploy\/builds\/[^]*script returned exit code 6/);
    assert.equal(there('docker ps -aq'), '');
  });

  test('sshagent runs there, also for a container, and ends with its block', async (t) => {
    const image = tinyImage();
    const folder = await repositoryWith(t, {
      Jenkinsfile: pipeline(`
        sshagent(['id']) {
          sh 'ssh-add -L; test -S "$SSH_AUTH_SOCK"; echo $SSH_AGENT_PID >pid; kill -0 $(cat pid) && echo lives there'
          script { docker.image('${image}').inside { sh 'echo inside; ssh-add -L' } }
        }
        sh 'kill -0 $(cat pid) 2>/dev/null || echo gone'`),
    });
    const { code, stdout } = await plab(
      folder,
      ['run', '--agent', 'far=ssh:production:builds', '--format', 'plain'],
      { PLAB_SSH_CONFIG: lab.host.sshConfigFile, PLAB_SECRET_ID: key(folder) },
    );
    assert.equal(code, 0, stdout);
    assert.match(stdout, /the-comment\n[^]*lives there\n[^]*inside\n[^]*the-comment\n[^]*gone\n/, stdout);
  });

  test('a build that is killed leaves no container, program or ssh-agent there; the next one clears its files', async (t) => {
    const image = tinyImage();
    const folder = await repositoryWith(t, {
      Jenkinsfile: pipeline(`
        sshagent([]) { script { docker.image('${image}').inside { sh 'echo up; exec sleep 4567' } } }`),
    });
    const child = spawn(
      process.execPath,
      [mainFile, 'run', '--agent', 'far=ssh:production:builds', '--format', 'plain'],
      {
        cwd: folder,
        env: {
          ...process.env,
          XDG_STATE_HOME: join(folder, '.state'),
          PLAB_SSH_CONFIG: lab.host.sshConfigFile,
          NODE_TEST_CONTEXT: undefined,
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const ended = once(child, 'exit');
    let output = '';
    for await (const chunk of child.stdout) {
      output += String(chunk);
      if (!/ up$/m.test(output)) continue;
      assert.notEqual(there('docker ps -q'), '');
      const { pid } = await findBuild(join(folder, '.state', 'plab'), basename(folder));
      process.kill(pid ?? 0, 'SIGKILL');
      break;
    }
    await ended;
    // What lives on there makes this test reach its time limit.
    while (there('docker ps -aq; pgrep -f "sleep 456[7]|ssh-agent -[D]"; true') !== '') await pause(200);
    await writeFile(join(folder, 'Jenkinsfile'), pipeline("sh 'true'"));
    git(folder, 'commit', '-q', '-am', 'next');
    assert.equal((await run(folder)).code, 0);
    assert.equal(there('ls -d builds/*@tmp 2>/dev/null || echo none'), 'none');
  });

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
