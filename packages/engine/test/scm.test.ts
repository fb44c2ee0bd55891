import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { bench, finished, log, pipeline, run, stage } from './build.ts';

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args])
    .toString()
    .trim();

test('scm tells where the build comes from, and the workspace has its origin and its tags', async (t) => {
  const script = `def remote = scm.userRemoteConfigs[0]
    echo "\${remote.url == GIT_URL} \${scm.getUserRemoteConfigs()[0].getUrl() == GIT_URL} \${remote.credentialsId}"
    echo "\${scm.branches[0].name} \${scm.extensions.size()}"
    sh '#!/bin/sh\\ngit describe || exit 3; git push -q origin HEAD:refs/heads/from-build'
    def found = checkout([$class: 'GitSCM', branches: scm.branches, userRemoteConfigs: scm.userRemoteConfigs,
      extensions: scm.extensions + [[$class: 'RelativeTargetDirectory', relativeTargetDir: 'sub']]])
    echo "\${found.GIT_COMMIT == GIT_COMMIT} \${fileExists('sub/Jenkinsfile')}"`;
  const { request, repository, stateDir } = await bench(t, {
    Jenkinsfile: pipeline(stage(`script { ${script} }`)),
  });
  const origin = join(stateDir, '..', 'origin.git');
  git(repository, 'clone', '-q', '--bare', '.', origin);
  git(repository, 'remote', 'add', 'origin', origin);
  const first = await run(request);
  assert.match(finished(first).error?.message ?? '', /exit code/, 'there is no tag yet: git describe fails');
  git(repository, 'tag', '-a', 'v1', '-m', 'the first');
  const events = await run(request);
  assert.equal(finished(events).error?.message, undefined);
  const own = log(events).filter((line) => !line.startsWith('Checking out'));
  assert.deepEqual(own, ['true true null', 'main 0', 'v1', 'true true']);
  assert.equal(git(origin, 'rev-parse', 'from-build'), request.commit);
});

test('BUILD_URL, JOB_URL and JENKINS_URL lead to folders', async (t) => {
  const { request, stateDir } = await bench(t, {
    Jenkinsfile: pipeline(
      stage(
        'echo "${BUILD_URL} ${env.JOB_URL} ${currentBuild.absoluteUrl}"; sh \'#!/bin/sh\\necho "$JENKINS_URL"\'',
      ),
    ),
  });
  const job = `file://${stateDir}/builds/job/`;
  assert.deepEqual(log(await run(request)), [`${job}1/ ${job} ${job}1/`, `file://${stateDir}/`]);
});
