import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readIssueFile } from './read.ts';
import { issueTools } from './tools.ts';

/** What each tool writes, and the first issue in it: file:line:column severity rule message. */
const reports: readonly (readonly [tool: string, count: number, first: string, report: string])[] = [
  [
    'checkStyle',
    2,
    'src/A.java:3:5 ERROR com.x.Check unused',
    '<checkstyle><file name="FOLDER/src/A.java"><error line="3" column="5" severity="error" message="unused" source="com.x.Check"/><error line="4" severity="info" message="m"/></file></checkstyle>',
  ],
  [
    'pmdParser',
    1,
    'A.java:2:1 HIGH UnusedImport an import',
    '<pmd><file name="A.java"><violation beginline="2" begincolumn="1" rule="UnusedImport" priority="2">\n an import \n</violation></file></pmd>',
  ],
  [
    'cpd',
    2,
    'A.java:10 NORMAL duplication 30 lines are copied',
    '<pmd-cpd><duplication lines="30" tokens="80"><file path="A.java" line="10"/><file path="B.java" line="5"/><codefragment>x</codefragment></duplication></pmd-cpd>',
  ],
  [
    'spotBugs',
    1,
    'p/A.java:7 HIGH NP_NULL null is read',
    '<BugCollection><BugInstance type="NP_NULL" priority="1"><LongMessage>null is read</LongMessage><Class><SourceLine sourcepath="p/A.java" start="1"/></Class><SourceLine sourcepath="p/A.java" start="7"/></BugInstance></BugCollection>',
  ],
  [
    'cppCheck',
    1,
    'a.c:3:2 ERROR nullPointer null',
    '<results version="2"><errors><error id="nullPointer" severity="error" msg="null"><location file="a.c" line="3" column="2"/></error></errors></results>',
  ],
  [
    'sarif',
    2,
    'src/a b.ts:3:5 NORMAL no-x not so',
    JSON.stringify({
      runs: [
        {
          tool: { driver: { rules: [{ id: 'r', defaultConfiguration: { level: 'error' } }] } },
          results: [
            {
              ruleId: 'no-x',
              message: { text: 'not so' },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'src/a%20b.ts' },
                    region: { startLine: 3, startColumn: 5 },
                  },
                },
              ],
            },
            { ruleId: 'r', message: { text: 'm' } },
          ],
        },
      ],
    }),
  ],
  [
    'hadoLint',
    1,
    'Dockerfile:1:1 NORMAL DL3006 tag it',
    '[{"file":"Dockerfile","line":1,"column":1,"level":"warning","code":"DL3006","message":"tag it"}]',
  ],
  [
    'shellcheck',
    1,
    'a.sh:2:6 LOW 2086 quote it',
    '{"comments":[{"file":"a.sh","line":2,"column":6,"level":"info","code":2086,"message":"quote it"}]}',
  ],
  [
    'trivy',
    1,
    'image HIGH CVE-1 libx 1.0: bad',
    '{"Results":[{"Target":"image","Vulnerabilities":[{"VulnerabilityID":"CVE-1","PkgName":"libx","InstalledVersion":"1.0","Severity":"HIGH","Title":"bad"}]}]}',
  ],
  [
    'issues',
    1,
    'a.x:4 HIGH t m',
    '{"issues":[{"fileName":"a.x","lineStart":4,"severity":"WARNING_HIGH","type":"t","message":"m"}]}',
  ],
  [
    'esLint',
    1,
    'a.js:1:2 ERROR no-var no var',
    '[{"filePath":"FOLDER/a.js","messages":[{"ruleId":"no-var","severity":2,"message":"no var","line":1,"column":2}]}]',
  ],
  [
    'gcc',
    3,
    'src/a.c:3:5 NORMAL unused-variable unused variable ‘x’',
    'In file included from a.h:1:\nsrc/a.c:3:5: warning: unused variable ‘x’ [-Wunused-variable]\nsrc/a.c:4: fatal error: b.h: No such file or directory\n   int x;\nb.c:1:1: error: expected ‘;’\na.c:3:5: note: here\n',
  ],
  [
    'clangTidy',
    1,
    'a.cpp:3:5 NORMAL modernize-use-nullptr use it',
    'a.cpp:3:5: warning: use it [modernize-use-nullptr]\n',
  ],
  ['myPy', 1, 'a.py:3 ERROR arg-type no', 'a.py:3: error: no  [arg-type]\nFound 1 error in 1 file\n'],
  [
    'java',
    4,
    'src/A.java:3 NORMAL unchecked cast',
    'src/A.java:3: warning: [unchecked] cast\n    [javac] B.java:4: error: no\n[WARNING] FOLDER/C.java:[5,6] [deprecation] old\nw: file:///D.kt:7:8 unused\n[INFO] done\n[ERROR] COMPILATION ERROR : \n',
  ],
  [
    'mavenConsole',
    2,
    ' NORMAL  one\ntwo',
    '[INFO] x\n[WARNING] one\n[WARNING] two\n[ERROR] three\n[INFO] y\n',
  ],
  [
    'msBuild',
    3,
    'src/a.ts:3:5 ERROR TS2322 no',
    'src/a.ts(3,5): error TS2322: no\nC:\\b.cs(4): warning CS0168: unused [C:\\b.csproj]\n  1>c.cpp(5): error C2065: undeclared\nBuild failed (1)\n',
  ],
  ['flake8', 2, 'a.py:3:5 NORMAL E501 too long', './a.py:3:5: E501 too long\na.py:1:1: F401 unused\n'],
  [
    'pyLint',
    2,
    'a.py:3 LOW invalid-name bad name',
    '************* Module a\na.py:3: [C0103(invalid-name), f] bad name\na.py:4:0: W0611: unused import (unused-import)\n',
  ],
  ['yamlLint', 1, 'a.yml:3:5 NORMAL colons too many', 'a.yml:3:5: [warning] too many (colons)\n'],
  ['goVet', 1, 'a.go:3:5 NORMAL  wrong', '# example.com/x\nvet: ./a.go:3:5: wrong\n'],
];

for (const [tool, count, first, report] of reports)
  test(`${tool}: the issues of its report`, async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'plab-issues-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'report'), report.replaceAll('FOLDER', folder));
    const known = issueTools[tool];
    assert.ok(known);
    const found = await readIssueFile(known, folder, 'report');
    assert.equal(found.length, count, JSON.stringify(found));
    const [{ file, line, column, severity, rule = '', message } = { file: '', severity: '', message: '' }] =
      found;
    const place = [file, line, column].filter((each) => each !== undefined).join(':');
    assert.equal(`${place} ${severity} ${rule} ${message}`, first);
  });

test('a report of another form or tool is an error that names the file', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'plab-issues-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const [tool, text] of [
    ['pmdParser', '<checkstyle/>'],
    ['pmdParser', '<pmd>'],
    ['pmdParser', 'nothing to see'],
    ['sarif', '{"no": 1}'],
    ['sarif', '{"cut'],
  ] as const) {
    await writeFile(join(folder, 'report'), text);
    const known = issueTools[tool];
    assert.ok(known);
    await assert.rejects(readIssueFile(known, folder, 'report'), /report.* is not a (?:PMD|SARIF) report/);
  }
});
