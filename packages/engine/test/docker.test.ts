import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { bench, finished, log, pipeline, run, stage, stages } from './build.ts';

const image = 'plab/debian:bookworm';

function containers(path: string): string[] {
  const all = execFileSync('docker', ['ps', '-aq', '--no-trunc', '--filter', `volume=${path}`]).toString();
  return all.split('\n').filter((line) => line !== '');
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
