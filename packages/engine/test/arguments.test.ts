import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, finished, log, ofType, pipeline, run, stage } from './build.ts';

test('arguments are checked when a step is called: warnings, and errors with their place that scripts can catch', async (t) => {
  const script = `
      echo sh(script: 'printf 1', returnStdout: true, lable: 'x')
      try { sleep 'soon' } catch (IllegalArgumentException e) { echo e.message }
      try { retry(2) } catch (e) { echo e.message }
      try { echo('x') { } } catch (e) { echo e.message }
      sh label: 'no script'`;
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(`script {${script}\n }`)) });
  const events = await run(request);
  assert.deepEqual(
    ofType(events, 'notice').map(({ text }) => text),
    ['WARNING: Unknown parameter(s) found for sh: lable (did you mean label?) (Jenkinsfile:5)'],
  );
  assert.deepEqual(log(events), [
    '+ printf 1',
    '1',
    'sleep.time expects int but was unable to coerce the received value "soon" to that type',
    'retry step must be called with a body',
    'echo takes no block',
  ]);
  const { result, error } = finished(events);
  assert.equal(result, 'FAILURE');
  assert.match(
    error?.message ?? '',
    /^Jenkinsfile:9:\d+: IllegalArgumentException: sh: Missing required parameter: "script"\n/,
  );
});
