import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, finished, log, ofType, pipeline, run, stage } from './build.ts';

const secret = 'correct-horse-battery-staple';

test('a secret at the place where a text is cut is hidden as a whole', async (t) => {
  const long = (length: number): string => 'x '.repeat(length / 2);
  const near = (length: number): string => `${long(length - 10)}${secret}`;
  const source = pipeline(
    stage(`
      withCredentials([string(credentialsId: 's', variable: 'S')]) { echo "${long(290)}\${env.S}" }
      junit 'report.xml'
      recordIssues tool: checkStyle(pattern: 'style.xml')`),
  );
  const { request } = await bench(t, {
    Jenkinsfile: source,
    'report.xml':
      `<testsuite><testcase name="a" classname="c"><failure message="${near(4000)}">${near(10_000)}` +
      '</failure></testcase></testsuite>',
    'style.xml':
      `<checkstyle version="8"><file name="a.js"><error line="1" severity="error" message="${near(2000)}"/>` +
      '</file></checkstyle>',
  });
  const events = await run({ ...request, secrets: { s: secret } });
  assert.equal(finished(events).result, 'UNSTABLE', finished(events).error?.message);
  const [failure] = ofType(events, 'test.report')[0]?.failures ?? [];
  const [issue] = ofType(events, 'issues.report')[0]?.issues ?? [];
  const echo = ofType(events, 'step.started').find(({ name }) => name === 'echo');
  for (const [what, text] of Object.entries({
    message: failure?.message,
    stack: failure?.stack,
    issue: issue?.message,
    summary: echo?.summary,
  }))
    assert.match(text ?? '', /^(?:x )+\*{4}$/, what);
  assert.equal(failure?.message.length, 3994);
});

test('maskPasswords, and its form with wrap, set variables and hide their values', async (t) => {
  const pairs = `varPasswordPairs: [[var: 'PW', password: '${secret}']]`;
  const print = 'sh \'#!/bin/sh\\necho "$PW" | tr -d x\'';
  const source = pipeline(
    stage(`maskPasswords(${pairs}) { ${print} }
`) +
      '\n' +
      stage(
        `wrap([$class: 'MaskPasswordsBuildWrapper', ${pairs.replace(secret, secret.toUpperCase())}]) { ${print} }`,
        'B',
      ),
  );
  const { request } = await bench(t, { Jenkinsfile: source });
  const events = await run(request);
  assert.equal(finished(events).result, 'SUCCESS', finished(events).error?.message);
  assert.deepEqual(log(events), ['****', '****']);
});

test('the values of password parameters are hidden, and not kept', async (t) => {
  const source = pipeline(
    stage(`
      echo "\${params.PW} \${params.USUAL} \${params.PLAIN}"
      script { echo "got \${input(id: 'q', message: 'm', parameters: [password(name: 'X', defaultValue: 'asked-for-1')])}" }`),
    `parameters { password(name: 'PW')
      password(name: 'USUAL', defaultValue: 'the-usual-one')
      string(name: 'PLAIN') }`,
  );
  const { request } = await bench(t, { Jenkinsfile: source });
  const events = await run({
    ...request,
    params: { PW: secret, PLAIN: 'plain' },
    answers: { q: 'answered-2' },
    causes: [{ kind: 'UserIdCause', description: `${secret} in a cause`, user: 'u' }],
  });
  assert.equal(finished(events).result, 'SUCCESS', finished(events).error?.message);
  assert.ok(log(events).includes('**** **** plain'), log(events).join('\n'));
  assert.ok(log(events).includes('got ****'));
  assert.deepEqual(finished(events).variables, { PLAIN: 'plain' });
  assert.doesNotMatch(JSON.stringify(events), /correct-horse|the-usual|asked-for|answered-2/);
  assert.match(JSON.stringify(events[0]), /\*\*\*\* in a cause/);
});
