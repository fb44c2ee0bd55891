import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJunit } from './junit.ts';

const report = `<?xml version="1.0"?>
<testsuites>
  <testsuite name="outer">
    <testcase name="works" classname="a.B"/>
    <testcase name="waits"><skipped message="later"/></testcase>
    <testsuite name="inner">
      <testcase name="breaks"><failure message="1 &lt; 2">stack</failure></testcase>
      <testcase name="throws" classname="C"><error>only &amp; text</error></testcase>
    </testsuite>
  </testsuite>
  <testcase name="loose"/>
</testsuites>`;

test('cases are counted in suites of any depth', () => {
  assert.deepEqual(parseJunit(report, 'r.xml'), {
    total: 5,
    passed: 2,
    failed: 2,
    skipped: 1,
    failures: [
      { name: 'breaks', suite: 'inner', message: '1 < 2', stack: 'stack' },
      { name: 'throws', suite: 'C', message: 'only & text', stack: 'only & text' },
    ],
    flaky: [],
  });
});

test('a report with one suite as root and no cases is empty', () => {
  assert.equal(parseJunit('<testsuite name="x"/>', 'r.xml').total, 0);
});

for (const [name, xml] of [
  ['cut off', '<testsuite><testcase name="a">'],
  ['not xml', 'all went well'],
  ['something else', '<html><body/></html>'],
] as const) {
  test(`a report that is ${name} is an error that names the file`, () => {
    assert.throws(() => parseJunit(xml, 'r.xml'), /r\.xml.* is not a JUnit report/);
  });
}

test('surefire: reruns and flaky tests, stacks with their place', () => {
  const xml = `<testsuite name="s"><properties><property name="a" value="b"/></properties>
    <testcase name="retried" classname="d.T"><flakyFailure message="once"/><system-out><![CDATA[<noise>]]></system-out></testcase>
    <testcase name="never" classname="d.T"><failure message="m" type="x"><![CDATA[java.lang.AssertionError: m
      at org.junit.Assert.fail(Assert.java:88)
      at d.T.never(T.java:42)]]></failure><rerunFailure message="again"/></testcase></testsuite>`;
  const counts = parseJunit(xml, 'r.xml');
  assert.deepEqual([counts.total, counts.passed, counts.failed], [2, 1, 1]);
  assert.deepEqual(counts.flaky, [{ name: 'retried', suite: 'd.T' }]);
  const [failure] = counts.failures;
  assert.deepEqual([failure?.file, failure?.line], ['T.java', 42]);
  assert.match(failure?.stack ?? '', /Assert\.java:88/);
});

for (const [dialect, testcase, file, line] of [
  [
    'pytest',
    '<testcase classname="t" name="n" file="t/test_a.py" line="7"><failure message="m">x</failure></testcase>',
    't/test_a.py',
    7,
  ],
  [
    'pytest without place',
    '<testcase classname="t" name="n"><failure message="m">t/test_b.py:12: AssertionError</failure></testcase>',
    't/test_b.py',
    12,
  ],
  [
    'gotestsum',
    '<testcase classname="p" name="TestX"><failure message="Failed">    x_test.go:15: bad</failure></testcase>',
    'x_test.go',
    15,
  ],
  [
    'jest-junit',
    '<testcase classname="c" name="n"><failure>Error: no\n    at f (/w/node_modules/jest/x.js:1:2)\n    at Object.t (/w/src/a.test.ts:9:5)</failure></testcase>',
    '/w/src/a.test.ts',
    9,
  ],
] as const)
  test(`the place of a failure: ${dialect}`, () => {
    const [failure] = parseJunit(
      `<testsuites><testsuite name="s">${testcase}</testsuite></testsuites>`,
      'r.xml',
    ).failures;
    assert.deepEqual([failure?.file, failure?.line], [file, line]);
  });
