import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { bench, finished, ofType, run } from './build.ts';

test('steps on files are refused outside of a node, and the folder of the build stays whole', async (t) => {
  const { request, stateDir } = await bench(t, {
    Jenkinsfile: `pipeline {
      agent none
      stages { stage('A') { agent any
        steps { sh 'echo kept > kept.txt'; archiveArtifacts 'kept.txt' } } }
      post {
        always { deleteDir() }
        cleanup { writeFile file: 'events.jsonl', text: 'gone' }
      }
    }`,
  });
  const events = await run(request);
  assert.equal(finished(events).result, 'FAILURE');
  const errors = ofType(events, 'build.finished').map(({ error }) => error?.message);
  assert.match(errors.join(''), /requires a node context/);
  await access(join(stateDir, 'builds', 'job', '1', 'artifacts', 'kept.txt'));
  await assert.rejects(access(join(stateDir, 'builds', 'job', '1', 'outside')), { code: 'ENOENT' });
});
