import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { follow, startBuild } from '../src/index.ts';
import { bench, finished, log, pipeline, run, stage, stages } from './build.ts';

const image = 'plab/debian:bookworm';

/** The containers that have a folder below a path. */
function containers(path: string): string[] {
  const format = '{{.ID}} {{.Mounts}}';
  const all = execFileSync('docker', ['ps', '-a', '--no-trunc', '--format', format]).toString();
  return all.split('\n').filter((line) => line.includes(path));
}

test('steps of an agent docker run in the container, on the workspace, with their variables', async (t) => {
  const source = `pipeline { agent { docker { image '${image}'; args '-e "FIXED=a b" --hostname boxed' } }
    environment { GREETING = 'hello there' }
    stages { stage('A') { steps {
      sh '''#!/bin/sh
        echo "$GREETING $FIXED $(hostname) $BUILD_NUMBER"; pwd >where; test -e /.dockerenv && echo inside; id -u'''
      dir('sub') { writeFile file: 'x', text: 'from outside'; sh '#!/bin/sh\\ncat x; echo; basename $PWD; exit 3' }
    } } } }`;
  const { request, stateDir } = await bench(t, { Jenkinsfile: source });
  const events = await run(request);
  const lines = log(events).filter((line) => !line.startsWith('$') && !line.startsWith('Check'));
  assert.deepEqual(lines, [
    'hello there a b boxed 1',
    'inside',
    String(process.getuid?.()),
    'from outside',
    'sub',
  ]);
  assert.equal(finished(events).error?.message, 'script returned exit code 3');
  assert.deepEqual(containers(stateDir), []);
});

test('docker.build, image.inside, tag, withRun; an image may be used in another stage', async (t) => {
  const build = `script { app = docker.build("plab-docker-test:\${env.BUILD_NUMBER}", '--quiet .'); echo app.id }`;
  const use = `script {
    app.inside('-e X=1') { sh '#!/bin/sh\\ncat /made; echo $X' }
    echo app.tag('other')
    docker.image('${image}').withRun('-e Y=2', 'sleep 60') { c -> echo "id \${c.id.length()}"; sh "docker exec \${c.id} printenv Y" }
    sh 'docker rmi -f plab-docker-test:1 plab-docker-test:other >/dev/null'
  }`;
  const source = pipeline([stage(build), stage(use, 'B')].join('\n'));
  const files = { Jenkinsfile: source, Dockerfile: `FROM ${image}\nRUN echo made >/made\n` };
  const { request } = await bench(t, files);
  const events = await run(request);
  assert.equal(finished(events).error?.message, undefined);
  const lines = log(events);
  for (const line of ['plab-docker-test:1', 'made', '1', 'plab-docker-test:other', 'id 64', '2'])
    assert.ok(lines.includes(line), `${line} in\n${lines.join('\n')}`);
});

test('agent dockerfile builds its image; a timeout ends what runs inside and removes the container', async (t) => {
  const source = `pipeline { agent { dockerfile { filename 'Own'; dir 'box' } }
    stages { stage('A') { steps { sh '#!/bin/sh\\ncat /made'
      timeout(time: 2, unit: 'SECONDS') { sh '#!/bin/sh\\ntrap "echo cleaned; exit 1" TERM; echo up; while :; do sleep 0.1; done' } } } } }`;
  const { request, stateDir } = await bench(t, {
    Jenkinsfile: source,
    'box/Own': `FROM ${image}\nRUN echo own >/made\n`,
  });
  const events = await run(request);
  assert.ok(log(events).includes('own') && log(events).includes('cleaned'), log(events).join('\n'));
  assert.deepEqual(stages(events).at(-1), 'A: ABORTED');
  assert.deepEqual(containers(stateDir), []);
});

test('a container gets what the build sets, and nothing else of this machine', async (t) => {
  const source = `pipeline { agent { docker { image '${image}' } }
    stages { stage('A') { steps { withEnv(['SET=1']) { sh '''#!/bin/sh
      echo "[$SET] [$CI] [$PLAB_TEST_TOKEN] [$PLAB_TEST_HOME]"''' } } } } }`;
  const { request } = await bench(t, { Jenkinsfile: source });
  const own = { PLAB_TEST_TOKEN: 'of the shell', CI: 'true' };
  Object.assign(process.env, own);
  t.after(() => Object.keys(own).forEach((name) => delete process.env[name]));
  const events = await run({ ...request, env: { ...request.env, ...own, PLAB_TEST_HOME: 'given' } });
  assert.ok(log(events).includes('[1] [true] [] [given]'), log(events).join('\n'));
});

test('the container of a build that was killed does not live on', async (t) => {
  const source = `pipeline { agent { docker { image '${image}' } }
    stages { stage('A') { steps { sh 'echo up; sleep 300' } } } }`;
  const { request, stateDir } = await bench(t, { Jenkinsfile: source });
  const build = await startBuild({ ...request, graceMs: 1000 });
  for await (const event of follow(build)) {
    if (event.type !== 'log' || !event.lines.includes('up')) continue;
    assert.equal(containers(stateDir).length, 1);
    process.kill(build.pid ?? 0, 'SIGKILL');
  }
  // Ends with the test's own time limit if it lives on.
  while (containers(stateDir).length > 0) await pause(100);
});

test('the socket of sshagent is in the container too', async (t) => {
  const source = `pipeline { agent { docker { image '${image}' } }
    stages { stage('A') { steps { sshagent([]) { sh 'test -S "$SSH_AUTH_SOCK" && echo here' } } } } }`;
  const { request } = await bench(t, { Jenkinsfile: source });
  const events = await run(request);
  assert.ok(log(events).includes('here'), log(events).join('\n'));
});

test('newContainerPerStage gives each stage a container of its own, without it they share one', async (t) => {
  const stages = ['A', 'B'].map((name) => stage("sh '#!/bin/sh\\nhostname; touch /tmp/mark; ls /tmp'", name));
  const source = (options: string): string => `pipeline { agent { docker { image '${image}' } }
    ${options}
    stages { ${stages.join('\n')} } }`;
  const hosts = async (options: string): Promise<string[]> => {
    const { request, stateDir } = await bench(t, { Jenkinsfile: source(options) });
    const events = await run(request);
    assert.equal(finished(events).error, undefined);
    assert.deepEqual(containers(stateDir), []);
    return log(events).filter((line) => /^[0-9a-f]{12}$/.test(line));
  };
  const shared = await hosts('');
  const own = await hosts('options { newContainerPerStage() }');
  assert.deepEqual([shared.length, new Set(shared).size], [2, 1]);
  assert.deepEqual([own.length, new Set(own).size], [2, 2]);
});

test('a node inside of a container agent is on its own machine again', async (t) => {
  const source = `pipeline { agent { docker { image '${image}'; args '--hostname boxed' } }
    stages { stage('A') { steps { sh '#!/bin/sh\\nhostname'
      node('') { sh '#!/bin/sh\\n[ "$(hostname)" = boxed ] && echo still inside || echo outside' } } } } }`;
  const { request } = await bench(t, { Jenkinsfile: source });
  const events = await run(request);
  assert.deepEqual(log(events).slice(-2), ['boxed', 'outside']);
});

test('stdout and stderr of a container stay in the order of writing, apart where one is asked for, and no file stays', async (t) => {
  const loop = 'for i in 1 2 3 4 5 6 7 8; do echo out$i; echo err$i >&2; done';
  const source = `pipeline { agent { docker { image '${image}' } }
    stages { stage('A') { steps { sh '#!/bin/sh\\n${loop}'
      script { def out = sh(script: '#!/bin/sh\\n${loop}', returnStdout: true); echo out.split().join(',') } } } } }`;
  const { request, stateDir } = await bench(t, { Jenkinsfile: source });
  const events = await run(request);
  assert.equal(finished(events).error, undefined);
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
  assert.deepEqual(log(events), [
    ...numbers.flatMap((n) => [`out${n}`, `err${n}`]),
    ...numbers.map((n) => `err${n}`),
    numbers.map((n) => `out${n}`).join(','),
  ]);
  const left = await readdir(stateDir, { recursive: true });
  assert.deepEqual(
    left.filter((path) => /@tmp\/pid-/.test(path)),
    [],
  );
  assert.ok(left.some((path) => path.endsWith('@tmp')));
});
