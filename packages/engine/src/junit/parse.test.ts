import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJunit } from './parse.ts';

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
      { name: 'breaks', suite: 'inner', message: '1 < 2' },
      { name: 'throws', suite: 'C', message: 'only & text' },
    ],
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
