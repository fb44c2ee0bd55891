import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, finished, log, ofType, pipeline, run, stage } from './build.ts';

const ctest = `<Site><Testing><Test Status="passed"><Name>a</Name><Path>.</Path></Test>
  <Test Status="failed"><Name>b</Name><Path>.</Path><Results><Measurement><Value>x.c:3: no</Value></Measurement></Results></Test></Testing></Site>`;
const junit = '<testsuite name="s"><testcase name="c"/></testsuite>';

test('xunit reads the reports of several tools as one, and its thresholds make the result', async (t) => {
  const steps = `script {
    def s = xunit tools: [CTest(pattern: 'Test.xml'), JUnit(pattern: '*.junit'), [$class: 'NUnit3TestType', pattern: 'none', skipNoTestFiles: true]],
      thresholds: [failed(unstableThreshold: '0', failureThreshold: '5'), skipped(failureThreshold: '0')]
    echo "\${s.totalCount} \${s.failCount}" }`;
  const files = { Jenkinsfile: pipeline(stage(steps)), 'Test.xml': ctest, 'x.junit': junit };
  const { request } = await bench(t, files);
  const events = await run(request);
  assert.equal(finished(events).error, undefined);
  assert.equal(finished(events).result, 'UNSTABLE');
  assert.equal(log(events).at(-1), '3 1');
  assert.ok(log(events).includes('[xUnit] 1 failed tests, the limit is 0: UNSTABLE'));
  const [report] = ofType(events, 'test.report');
  assert.deepEqual(report?.files, ['Test.xml', 'x.junit']);
  assert.deepEqual([report?.failures[0]?.file, report?.failures[0]?.line], ['x.c', 3]);
});

for (const [name, tool, message] of [
  ['without files', "CTest(pattern: 'none')", /No test report file.*'none'/],
  ['of another tool', "CTest(pattern: 'x.junit')", /x\.junit is not a CTest report/],
  [
    'from before the build',
    "sh 'touch -d 2020-01-01 x.junit'; xunit([JUnit(pattern: 'x.junit')])",
    /older than this build/,
  ],
  [
    'of a tool that is not read',
    "[$class: 'CustomType', pattern: '*', customXSL: 'x.xsl']",
    /reports of Custom are not read here: no style sheet/,
  ],
] as const)
  test(`xunit ${name} fails with the reason`, async (t) => {
    const steps = tool.startsWith('sh') ? tool : `xunit tools: [${tool}]`;
    const { request } = await bench(t, { Jenkinsfile: pipeline(stage(steps)), 'x.junit': junit });
    const { result, error } = finished(await run(request));
    assert.equal(result, 'FAILURE');
    assert.match(error?.message ?? '', message);
  });

test('allure counts the last run of each test', async (t) => {
  const result = (name: string, status: string, stop: number, more: object = {}): string =>
    JSON.stringify({ name, historyId: name, status, stop, labels: [{ name: 'suite', value: 's' }], ...more });
  const details = { statusDetails: { message: 'no', trace: 'at t.py:4' } };
  const { request } = await bench(t, {
    Jenkinsfile: pipeline(stage("allure includeProperties: false, results: [[path: 'out/allure-results/']]")),
    'out/allure-results/1-result.json': result('ok', 'passed', 1),
    'out/allure-results/2-result.json': result('again', 'failed', 1, details),
    'out/allure-results/3-result.json': result('again', 'passed', 2),
    'out/allure-results/4-result.json': result('bad', 'broken', 1, details),
    'out/allure-results/5-result.json': result('off', 'skipped', 1),
  });
  const events = await run(request);
  const [report] = ofType(events, 'test.report');
  assert.deepEqual([report?.total, report?.passed, report?.failed, report?.skipped], [4, 2, 1, 1]);
  assert.deepEqual(report?.flaky, [{ name: 'again', suite: 's' }]);
  assert.deepEqual([report?.failures[0]?.name, report?.failures[0]?.line], ['bad', 4]);
  assert.equal(finished(events).result, 'UNSTABLE');
});
