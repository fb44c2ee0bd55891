import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, finished, log, ofType, pipeline, run, stage } from './build.ts';

const checkstyle = (...messages: string[]): string =>
  `<checkstyle><file name="a.js">${messages.map((text, line) => `<error line="${line + 1}" severity="warning" message="${text}" source="rule"/>`).join('')}</file></checkstyle>`;

test('recordIssues counts what is new since the last build, and a gate makes the result', async (t) => {
  const steps = `script { def r = recordIssues tools: [checkStyle(pattern: '*.xml', id: 'cs', name: 'Style')],
      qualityGates: [[threshold: 1, type: 'NEW', unstable: true]]
    echo "\${r[0].totalSize} \${r[0].newSize} \${r[0].fixedSize} \${r[0].getQualityGateStatus()}" }`;
  const { request, commit } = await bench(t, {
    Jenkinsfile: pipeline(stage(steps)),
    'r.xml': checkstyle('one', 'two'),
  });
  const first = await run(request);
  assert.equal(finished(first).result, 'SUCCESS');
  assert.deepEqual(log(first).slice(-2), ['[Style] 2 issues, 0 new, 0 fixed', '2 0 0 SUCCESS']);
  const second = await run({ ...request, commit: await commit('r.xml', checkstyle('zero', 'one', 'three')) });
  assert.equal(finished(second).result, 'UNSTABLE');
  assert.equal(log(second).at(-1), '3 2 1 UNSTABLE');
  const [report] = ofType(second, 'issues.report');
  assert.deepEqual(report?.files, ['r.xml']);
  assert.deepEqual(report?.severities, { error: 0, high: 0, normal: 3, low: 0 });
  assert.deepEqual(report?.issues[1], {
    file: 'a.js',
    line: 2,
    severity: 'NORMAL',
    rule: 'rule',
    message: 'one',
  });
});

test('without a pattern the log of the build is read; scans are published together', async (t) => {
  const print = String.raw`sh '#!/bin/sh\necho "a.c:1:2: warning: first [-Wx]"; echo "b.c:3:4: error: second"'`;
  const steps = `${print}
    script {
      def one = scanForIssues tool: gcc()
      def two = scanForIssues tool: pyLint(pattern: 'pylint.txt')
      publishIssues issues: [one, two], name: 'All', filters: [excludeFile('b.c')]
    }
    recordIssues enabledForFailure: true, aggregatingResults: true, tools: [gcc(), analysisParser(analysisModelId: 'clang')],
      qualityGates: [[threshold: 1, type: 'TOTAL_ERROR', criticality: 'FAILURE']]`;
  const { request } = await bench(t, {
    Jenkinsfile: pipeline([stage(steps), stage("recordIssues tool: gcc()\n echo 'on'", 'B')].join('\n')),
    'pylint.txt': 'x.py:3: [W0611(unused-import), ] unused\n',
  });
  const events = await run(request);
  assert.equal(finished(events).error, undefined);
  const reports = ofType(events, 'issues.report');
  assert.deepEqual(
    reports.map(({ id, name, total, gate }) => [id, name, total, gate]),
    [
      ['analysis', 'All', 2, 'INACTIVE'],
      ['analysis', 'Static Analysis', 4, 'FAILURE'],
    ],
  );
  assert.equal(finished(events).result, 'FAILURE');
  assert.ok(log(events).includes("Skipping execution of recorder since overall result is 'FAILURE'"));
});
