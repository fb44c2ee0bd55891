import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTests } from './dialect.ts';
import { junit } from './junit.ts';
import { newTally, type TestCounts } from './test-case.ts';

async function parseJunit(xml: string, file: string): Promise<TestCounts> {
  const tally = newTally();
  await readTests(junit, [Buffer.from(xml)], file, tally);
  return tally.counts();
}

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

test('cases are counted in suites of any depth', async () => {
  assert.deepEqual(await parseJunit(report, 'r.xml'), {
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

test('a report with one suite as root and no cases is empty', async () => {
  assert.equal((await parseJunit('<testsuite name="x"/>', 'r.xml')).total, 0);
});

for (const [name, xml] of [
  ['cut off', '<testsuite><testcase name="a">'],
  ['not xml', 'all went well'],
  ['something else', '<html><body/></html>'],
] as const) {
  test(`a report that is ${name} is an error that names the file`, async () => {
    await assert.rejects(parseJunit(xml, 'r.xml'), /r\.xml.* is not a JUnit report/);
  });
}

test('surefire: reruns and flaky tests, stacks with their place', async () => {
  const xml = `<testsuite name="s"><properties><property name="a" value="b"/></properties>
    <testcase name="retried" classname="d.T"><flakyFailure message="once"/><system-out><![CDATA[<noise>]]></system-out></testcase>
    <testcase name="never" classname="d.T"><failure message="m" type="x"><![CDATA[java.lang.AssertionError: m
      at org.junit.Assert.fail(Assert.java:88)
      at d.T.never(T.java:42)]]></failure><rerunFailure message="again"/></testcase></testsuite>`;
  const counts = await parseJunit(xml, 'r.xml');
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
  test(`the place of a failure: ${dialect}`, async () => {
    const xml = `<testsuites><testsuite name="s">${testcase}</testsuite></testsuites>`;
    const [failure] = (await parseJunit(xml, 'r.xml')).failures;
    assert.deepEqual([failure?.file, failure?.line], [file, line]);
  });

test('text may come in pieces, in other encodings, and longer than the memory that is given to it', async () => {
  const cell = '<testcase name="ä" classname="é"><failure message="größer">x &lt; y</failure></testcase>';
  const text = `<?xml version="1.0" encoding="ENC"?>\n<testsuite name="s">${cell}</testsuite>`;
  const latin = Buffer.from(text.replace('ENC', 'ISO-8859-1'), 'latin1');
  const wide = Buffer.concat([
    Buffer.from([0xff, 0xfe]),
    Buffer.from(text.replace('ENC', 'UTF-16'), 'utf16le'),
  ]);
  for (const bytes of [Buffer.from(text.replace('ENC', 'UTF-8')), latin, wide]) {
    const tally = newTally();
    // Not one byte first: an encoding is told by how a file begins.
    const pieces = [bytes.subarray(0, 80), ...[...bytes.subarray(80)].map((byte) => Buffer.from([byte]))];
    await readTests(junit, pieces, 'r.xml', tally);
    const [failure] = tally.counts().failures;
    assert.deepEqual([failure?.name, failure?.suite, failure?.message], ['ä', 'é', 'größer']);
    assert.equal(failure?.stack, 'x < y');
  }
});

test('a report of any length with more entities than a parser may expand is read', async () => {
  const cell = '<testcase name="a &amp; b"><failure>&lt;&gt;</failure></testcase>';
  const counts = await parseJunit(`<testsuite>${cell.repeat(2000)}</testsuite>`, 'r.xml');
  assert.deepEqual(
    [counts.failed, counts.failures.at(-1)?.name, counts.failures.at(-1)?.stack],
    [2000, 'a & b', '<>'],
  );
});
