import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { bench, finished, log, ofType, run, stages, stubs } from './build.ts';

const fixture = new URL('../../jenkinsfile/test/fixtures/original.Jenkinsfile', import.meta.url);
const results = '<testsuite name="s"><testcase name="a"/><testcase name="b"/></testsuite>';

test('the original Jenkinsfile runs: calls, stages, reports', async (t) => {
  const source = await readFile(fixture, 'utf8');
  const { request, stateDir } = await bench(t, { Jenkinsfile: source, 'test-results.xml': results });
  const { path, calls } = await stubs(stateDir, ['npm', 'docker', 'ssh', 'scp', 'curl']);
  const events = await run({ ...request, env: { ...request.env, PATH: path } });
  assert.equal(finished(events).result, 'SUCCESS', JSON.stringify(finished(events)));
  const made = (await readFile(calls, 'utf8')).trim().split('\n');
  assert.deepEqual(made.filter((call) => call.startsWith('npm')).sort(), [
    'npm ci',
    'npm run lint',
    'npm test',
  ]);
  assert.deepEqual(
    made.filter((call) => !call.startsWith('npm')),
    [
      'docker build -t task-api:1 .',
      'docker tag task-api:1 task-api:latest',
      'docker image prune -f',
      'docker save -o task-api.tar task-api:1',
      'scp task-api.tar deploy@production.example.com:/tmp/task-api.tar',
      'ssh deploy@production.example.com docker load -i /tmp/task-api.tar',
      'ssh deploy@production.example.com docker stop task-api || true; docker rm task-api || true',
      'ssh deploy@production.example.com docker run -d --name task-api -p 5000:5000 task-api:1',
      'curl -f http://production.example.com:5000/health',
      'docker system df',
    ],
  );
  assert.deepEqual(
    new Set(stages(events).slice(0, 2)),
    new Set([
      'Code Quality & Security / Lint Analysis: SUCCESS',
      'Code Quality & Security / Unit Testing: SUCCESS',
    ]),
  );
  assert.deepEqual(stages(events).slice(2), [
    'Code Quality & Security: SUCCESS',
    'Container Build & Optimization: SUCCESS',
    'Production Deployment: SUCCESS',
    'Production Validation: SUCCESS',
  ]);
  const [report] = ofType(events, 'test.report');
  assert.deepEqual([report?.total, report?.passed], [2, 2]);
  assert.ok(ofType(events, 'notice').some(({ text }) => text.includes('publishTestResults')));
  assert.ok(log(events).includes('Deployed task-api:1'));
});

test('events are numbered without gaps, and every step that started has ended', async (t) => {
  const source = await readFile(fixture, 'utf8');
  const { request, stateDir } = await bench(t, { Jenkinsfile: source, 'test-results.xml': results });
  const { path } = await stubs(stateDir, ['npm', 'docker', 'ssh', 'scp', 'curl']);
  const events = await run({ ...request, env: { ...request.env, PATH: path } });
  assert.deepEqual(
    events.map(({ seq }) => seq),
    events.map((_, index) => index + 1),
  );
  assert.deepEqual(
    ofType(events, 'step.started')
      .map(({ id }) => id)
      .sort((a, b) => a - b),
    ofType(events, 'step.finished')
      .map(({ id }) => id)
      .sort((a, b) => a - b),
  );
});
