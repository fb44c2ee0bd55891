import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { readTests } from './dialect.ts';
import { dialectNamed, dialects } from './dialects.ts';
import { newTally, type TestCounts } from './test-case.ts';

async function read(tool: string, xml: string): Promise<TestCounts> {
  const dialect = dialectNamed(tool);
  assert.ok(dialect);
  const tally = newTally();
  await readTests(dialect, [Buffer.from(xml)], 'r.xml', tally);
  return tally.counts();
}

const packed = deflateSync('checking\nsrc/sum.cpp:12: no\n').toString('base64');

/** Each report has a test that passed, one that was left out and one that failed. */
const reports: readonly (readonly [
  tool: string,
  failure: { readonly suite: string; readonly name: string; readonly message: string; readonly at: string },
  xml: string,
])[] = [
  [
    'BoostTest',
    { suite: 'all.math', name: 'sum', message: 'check 1 == 2 failed', at: 'sum.cpp:7' },
    `<TestLog><TestSuite name="all"><TestSuite name="math"><TestCase name="ok"/><TestCase name="off" skipped="yes"/>
     <TestCase name="sum"><Message file="a.cpp" line="1"/><Error file="sum.cpp" line="7"><![CDATA[check 1 == 2 failed]]></Error></TestCase>
     </TestSuite></TestSuite></TestLog>`,
  ],
  [
    'MbUnit',
    { suite: 'Shop.Cart', name: 'Adds', message: 'Expected 1', at: 'Cart.cs:4' },
    `<report-result><assemblies><assembly name="Shop"><namespaces><namespace name="Shop"><fixtures><fixture name="Cart"><runs>
     <run name="Ok" result="success"/><run name="Off" result="ignore"/>
     <run name="Adds" result="failure"><exception type="AssertException"><message>Expected 1</message>
     <stack-trace>at Shop.Cart.Adds() in Cart.cs:line 4</stack-trace></exception></run></runs></fixture></fixtures></namespace></namespaces></assembly></assemblies></report-result>`,
  ],
  [
    'FPCUnit',
    { suite: 'TMathTest', name: 'TestSum', message: 'expected: <1> but was: <2>', at: 'umath.pas:31' },
    `<TestResults><TestListing><TestSuite Name="all"><TestSuite Name="TMathTest"><Test Name="TestOk" Result="OK" ElapsedTime="00:00:00.000"/>
     <Test Name="TestOff" Result="Ignored"/><Test Name="TestSum" Result="Failed"><Message>TMathTest.TestSum: no</Message><ExceptionClass>EAssertionFailedError</ExceptionClass>
     <ExceptionMessage>expected: &lt;1&gt; but was: &lt;2&gt;</ExceptionMessage><SourceUnitName>umath.pas</SourceUnitName><LineNumber>31</LineNumber></Test></TestSuite></TestSuite></TestListing></TestResults>`,
  ],
  [
    'CTest',
    { suite: 'projectroot.lib', name: 'sum-test', message: '8', at: 'src/sum.cpp:12' },
    `<Site><Testing><TestList><Test>./lib/ok</Test></TestList>
     <Test Status="passed"><Name>ok</Name><Path>./lib</Path></Test><Test Status="notrun"><Name>off</Name></Test>
     <Test Status="failed"><Name>sum-test</Name><Path>./lib</Path><Results>
     <NamedMeasurement name="Exit Code"><Value>8</Value></NamedMeasurement>
     <Measurement><Value encoding="base64" compression="gzip">${packed}</Value></Measurement></Results></Test></Testing></Site>`,
  ],
  [
    'CppUnit',
    { suite: 'Math', name: 'sum', message: 'assertion failed', at: 'm.cpp:9' },
    `<TestRun><FailedTests><FailedTest id="1"><Name>Math::sum</Name><Location><File>m.cpp</File><Line>9</Line></Location>
     <Message>assertion failed</Message></FailedTest></FailedTests><SuccessfulTests><Test id="2"><Name>Math::ok</Name></Test></SuccessfulTests>
     <SkippedTests><Test id="3"><Name>Math::off</Name></Test></SkippedTests></TestRun>`,
  ],
  [
    'GoogleTest',
    { suite: 'Math', name: 'Sum', message: 'a.cc:3 Expected: 1', at: 'a.cc:3' },
    `<testsuites><testsuite name="Math"><testcase name="Ok" status="run" classname="Math"/><testcase name="Off" status="notrun" classname="Math"/>
     <testcase name="Sum" status="run" classname="Math"><failure message="a.cc:3 Expected: 1"><![CDATA[a.cc:3\nExpected: 1]]></failure></testcase></testsuite></testsuites>`,
  ],
  [
    'MSTest',
    { suite: 'Shop.CartTests', name: 'Adds', message: 'Assert.Equal', at: '/src/CartTests.cs:21' },
    `<TestRun xmlns="urn:x"><Results><UnitTestResult testId="1" testName="Shop.CartTests.Ok" outcome="Passed"/>
     <UnitTestResult testId="2" testName="Off" outcome="NotExecuted"/>
     <UnitTestResult testId="3" testName="Shop.CartTests.Adds" outcome="Failed"><Output><ErrorInfo><Message>Assert.Equal</Message>
     <StackTrace>at Shop.CartTests.Adds() in /src/CartTests.cs:line 21</StackTrace></ErrorInfo></Output></UnitTestResult></Results>
     <TestDefinitions><UnitTest id="3"><TestMethod className="Shop.CartTests, Shop" name="Adds"/></UnitTest></TestDefinitions></TestRun>`,
  ],
  [
    'NUnit2',
    { suite: 'Shop.Cart', name: 'Adds("a.b")', message: 'Expected: 1', at: 'Cart.cs:4' },
    `<test-results><test-suite name="x"><results><test-case name="Shop.Cart.Ok" executed="True" result="Success" success="True"/>
     <test-case name="Shop.Cart.Off" executed="False" result="Ignored"><reason><message>later</message></reason></test-case>
     <test-case name='Shop.Cart.Adds("a.b")' executed="True" result="Failure" success="False"><failure><message>Expected: 1</message>
     <stack-trace>at Shop.Cart.Adds() in Cart.cs:line 4</stack-trace></failure></test-case></results></test-suite></test-results>`,
  ],
  [
    'NUnit3',
    { suite: 'Shop.Cart', name: 'Adds', message: 'Expected: 1', at: 'Cart.cs:4' },
    `<test-run><test-suite type="Assembly"><test-suite type="TestFixture"><test-case name="Ok" fullname="Shop.Cart.Ok" classname="Shop.Cart" result="Passed"/>
     <test-case name="Off" fullname="Shop.Cart.Off" result="Skipped" label="Ignored"/>
     <test-case name="Adds" fullname="Shop.Cart.Adds" classname="Shop.Cart" result="Failed"><failure><message><![CDATA[Expected: 1]]></message>
     <stack-trace><![CDATA[at Shop.Cart.Adds() in Cart.cs:line 4]]></stack-trace></failure></test-case></test-suite></test-suite></test-run>`,
  ],
  [
    'QtTest',
    { suite: 'tst_Sum', name: 'adds', message: 'Compared values are not the same', at: 'tst_sum.cpp:30' },
    `<TestCase name="tst_Sum"><TestFunction name="ok"><Incident type="pass" file="" line="0"/></TestFunction>
     <TestFunction name="off"><Message type="skip" file="" line="0"><Description>no screen</Description></Message></TestFunction>
     <TestFunction name="adds"><Incident type="fail" file="tst_sum.cpp" line="30"><Description>Compared values are not the same</Description></Incident></TestFunction></TestCase>`,
  ],
  [
    'gtester',
    { suite: 'math', name: 'sum', message: 'exit-status=134', at: 'sum.c:5' },
    `<gtester><testbinary path="./t"><testcase path="/math/ok"><status exit-status="0" result="success"/></testcase>
     <testcase path="/math/off" skipped="1"/>
     <testcase path="/math/sum"><error>ERROR:sum.c:5:sum: assertion failed</error><status exit-status="134" result="failed"/></testcase></testbinary></gtester>`,
  ],
  [
    'xUnitDotNet',
    { suite: 'Shop.Cart', name: 'Adds(n: 1)', message: 'Assert.True() Failure', at: 'Cart.cs:8' },
    `<assemblies><assembly name="a.dll"><collection><test name="Shop.Cart.Ok" type="Shop.Cart" method="Ok" result="Pass"/>
     <test name="Shop.Cart.Off" type="Shop.Cart" result="Skip"><reason>later</reason></test>
     <test name="Shop.Cart.Adds(n: 1)" type="Shop.Cart" method="Adds" result="Fail"><failure><message>Assert.True() Failure</message>
     <stack-trace>at Shop.Cart.Adds(Int32 n) in Cart.cs:line 8</stack-trace></failure></test></collection></assembly></assemblies>`,
  ],
];

for (const [tool, { suite, name, message, at }, xml] of reports)
  test(`${tool}: what passed, was left out and failed, with its place`, async () => {
    const counts = await read(tool, xml);
    assert.deepEqual([counts.total, counts.passed, counts.skipped, counts.failed], [3, 1, 1, 1]);
    const [failure] = counts.failures;
    const place = `${failure?.file}:${failure?.line}`;
    assert.deepEqual(
      { suite: failure?.suite, name: failure?.name, message: failure?.message, at: place },
      { suite, name, message, at },
    );
  });

test('UnitTest++ knows no test that was left out', async () => {
  const counts = await read(
    'UnitTest',
    `<unittest-results tests="2"><test suite="Math" name="ok"/><test suite="Math" name="sum"><failure message="src/sum.cpp(12) : Expected 1"/></test></unittest-results>`,
  );
  const [failure] = counts.failures;
  assert.deepEqual(
    [counts.passed, failure?.suite, failure?.file, failure?.line],
    [1, 'Math', 'src/sum.cpp', 12],
  );
});

/** Those whose tools leave no test out: one test that passed and one that failed. */
const withoutSkipped: typeof reports = [
  [
    'AUnit',
    { suite: 'Stack', name: 'Pop', message: 'Wrong top', at: 'stack_test.adb:21' },
    `<TestRun><Statistics><Tests>2</Tests></Statistics><SuccessfulTests><Test><Name>Stack.Push</Name></Test></SuccessfulTests>
     <FailedTests><Test><Name>Stack.Pop</Name><FailureType>Failure</FailureType><Message>Wrong top</Message>
     <Location><File>stack_test.adb</File><Line>21</Line></Location></Test></FailedTests></TestRun>`,
  ],
  [
    'Check',
    { suite: 'Money', name: 'create', message: 'Assertion failed', at: 'check_money.c:18' },
    `<testsuites xmlns="http://check.sourceforge.net/ns"><datetime>x</datetime><suite><title>Money</title>
     <test result="success"><path>.</path><fn>check_money.c:11</fn><id>ok</id><message>Passed</message></test>
     <test result="failure"><path>.</path><fn>check_money.c:18</fn><id>create</id><message>Assertion failed</message></test></suite></testsuites>`,
  ],
  [
    'CUnit',
    { suite: 'Math', name: 'test_sum', message: 'sum(1) == 2', at: 'math.c:9' },
    `<CUNIT_TEST_RUN_REPORT><CUNIT_RESULT_LISTING><CUNIT_RUN_SUITE><CUNIT_RUN_SUITE_SUCCESS><SUITE_NAME> Math </SUITE_NAME>
     <CUNIT_RUN_TEST_RECORD><CUNIT_RUN_TEST_SUCCESS><TEST_NAME> test_ok </TEST_NAME></CUNIT_RUN_TEST_SUCCESS></CUNIT_RUN_TEST_RECORD>
     <CUNIT_RUN_TEST_RECORD><CUNIT_RUN_TEST_FAILURE><TEST_NAME> test_sum </TEST_NAME><FILE_NAME> math.c </FILE_NAME><LINE_NUMBER> 9 </LINE_NUMBER>
     <CONDITION> sum(1) == 2 </CONDITION></CUNIT_RUN_TEST_FAILURE></CUNIT_RUN_TEST_RECORD>
     <CUNIT_RUN_TEST_RECORD><CUNIT_RUN_TEST_FAILURE><TEST_NAME> test_sum </TEST_NAME><FILE_NAME> math.c </FILE_NAME><LINE_NUMBER> 10 </LINE_NUMBER>
     <CONDITION> other </CONDITION></CUNIT_RUN_TEST_FAILURE></CUNIT_RUN_TEST_RECORD></CUNIT_RUN_SUITE_SUCCESS></CUNIT_RUN_SUITE></CUNIT_RESULT_LISTING></CUNIT_TEST_RUN_REPORT>`,
  ],
  [
    'CppTest',
    { suite: 'Shop.src.CartTest', name: 'adds', message: 'Assertion failed', at: '/shop/cart.cpp:14' },
    `<ResultsSession><Exec><ExecViols><ExecViol testId="2" testCaseId="2" testName="CartTest::adds" cat="1"><Thr><ThrPart clName="Assert" detMsg="Assertion failed">
     <Trace fileName="/shop/cart.cpp" ln="14"/></ThrPart></Thr></ExecViol></ExecViols></Exec><ExecutedTestsDetails><Total><Project name="Shop"><TestSuite name="src"><TestSuite name="CartTest">
     <Test id="1" name="CartTest::ok" pass="1" fail="0"/><Test id="2" name="CartTest::adds" pass="0" fail="1"/></TestSuite></TestSuite></Project></Total></ExecutedTestsDetails></ResultsSession>`,
  ],
  [
    'embUnit',
    { suite: 'counterTest', name: 'testAdd', message: 'exp 1 was 2', at: 'counterTest.c:40' },
    `<TestRun><counterTest><Test id="1"><Name>testInit</Name></Test><FailedTest id="2"><Name>testAdd</Name><Location><File>counterTest.c</File><Line>40</Line></Location>
     <Message>exp 1 was 2</Message></FailedTest></counterTest><Statistics><Tests>2</Tests></Statistics></TestRun>`,
  ],
];

for (const [tool, { suite, name, message, at }, xml] of withoutSkipped)
  test(`${tool}: what passed and failed, with its place`, async () => {
    const counts = await read(tool, xml);
    assert.deepEqual([counts.total, counts.passed, counts.failed], [2, 1, 1]);
    const [failure] = counts.failures;
    const place = `${failure?.file}:${failure?.line}`;
    assert.deepEqual(
      { suite: failure?.suite, name: failure?.name, message: failure?.message, at: place },
      { suite, name, message, at },
    );
  });

test('CUnit: a suite that could not begin is a test that failed', async () => {
  const counts = await read(
    'CUnit',
    `<CUNIT_TEST_RUN_REPORT><CUNIT_RUN_SUITE><CUNIT_RUN_SUITE_FAILURE><SUITE_NAME>Db</SUITE_NAME><FAILURE_REASON>Suite Initialization Failed</FAILURE_REASON>
     </CUNIT_RUN_SUITE_FAILURE></CUNIT_RUN_SUITE></CUNIT_TEST_RUN_REPORT>`,
  );
  assert.deepEqual([counts.failed, counts.failures[0]?.message], [1, 'Suite Initialization Failed']);
});

test('C++test without a list of tests: what was seen tells of them', async () => {
  const seen = (id: string, cat: string, name: string): string =>
    `<ExecViol testCaseId="${id}" testName="CartTest::${name}" cat="${cat}"><Thr><ThrPart detMsg="no"><Trace fileName="a.cpp" ln="3"/></ThrPart></Thr></ExecViol>`;
  const xml = `<ResultsSession><Exec><ExecViols>${seen('1', '6', 'ok')}${seen('2', '1', 'adds')}${seen('2', '1', 'adds')}</ExecViols></Exec></ResultsSession>`;
  const counts = await read('CppTest', xml);
  assert.deepEqual([counts.passed, counts.failed, counts.failures[0]?.name], [1, 1, 'adds']);
});

test('Valgrind: a program is one test, named after its report', async () => {
  const report = (errors: string): string =>
    `<valgrindoutput><pid>7</pid><tool>memcheck</tool><args><vargv><exe>valgrind</exe><arg>--xml=yes</arg><arg>--xml-file=out/sum.xml</arg></vargv>
     <argv><exe>./sum</exe></argv></args>${errors}</valgrindoutput>`;
  const clean = await read('Valgrind', report(''));
  assert.deepEqual([clean.total, clean.passed], [1, 1]);
  const leak = `<error><kind>Leak_DefinitelyLost</kind><xwhat><text>40 bytes lost</text></xwhat><stack>
    <frame><ip>0x1</ip><obj>/lib/valgrind.so</obj><fn>malloc</fn></frame>
    <frame><ip>0x2</ip><fn>main</fn><dir>/src</dir><file>sum.c</file><line>6</line></frame></stack></error>`;
  const { failed, failures } = await read('Valgrind', report(leak + leak));
  const [failure] = failures;
  assert.deepEqual(
    [failed, failure?.suite, failure?.name, failure?.message, failure?.file, failure?.line],
    [1, 'valgrind-memcheck', 'sum', '40 bytes lost', 'sum.c', 6],
  );
  assert.match(failure?.stack ?? '', /at malloc \(\/lib\/valgrind\.so\)\n {2}at main \(sum\.c:6\)/);
});

test('rows of a data-driven test of MSTest count one by one', async () => {
  const rows = ['Passed', 'Passed', 'Failed']
    .map((outcome) => `<UnitTestResult testId="1" testName="T.Rows" outcome="${outcome}"/>`)
    .join('');
  const counts = await read(
    'MSTest',
    `<TestRun><Results><UnitTestResult testId="1" testName="T.Rows" outcome="Failed"><InnerResults>${rows}</InnerResults></UnitTestResult></Results></TestRun>`,
  );
  assert.deepEqual([counts.total, counts.failed], [3, 1]);
});

test('a report of another tool is an error, and a tool has the name of its class too', async () => {
  for (const tool of Object.keys(dialects))
    await assert.rejects(read(tool, '<other/>'), /r\.xml is not a .* report: its root is <other>/);
  assert.equal(dialectNamed('XUnitDotNetTestType'), dialects['xUnitDotNet']);
  assert.equal(dialectNamed('Custom'), undefined);
  assert.equal(dialectNamed('toString'), undefined);
});
