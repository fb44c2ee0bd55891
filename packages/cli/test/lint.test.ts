import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { folderWith, plab } from './plab.ts';

const valid = "pipeline {\n  agent any\n  stages { stage('A') { steps { echo 'x' } } }\n}\n";
const wrong = valid.replace('echo', 'ecko').replace('any', 'annie');
const doubtful = valid.replace("echo 'x'", "echo 'on ${env.BRANCH_NAME}'");
const informed = `@Library('x@1') _\n${valid.replace("echo 'x'", 'deployIt()')}`;

describe('exit codes', () => {
  for (const [what, file, code] of [
    ['a valid file', valid, 0],
    ['information only', informed, 0],
    ['a warning', doubtful, 1],
    ['an error', wrong, 1],
  ] as const) {
    test(`${what}: ${code}`, async (t) => {
      assert.equal((await plab(await folderWith(t, { Jenkinsfile: file }), ['lint'])).code, code);
    });
  }

  for (const args of [
    ['lint', 'missing'],
    ['lint', '--format', 'xml'],
    ['lint', '--nonsense'],
  ]) {
    test(`wrong usage, ${args.join(' ')}: 2`, async (t) => {
      const answer = await plab(await folderWith(t, { Jenkinsfile: valid }), args);
      assert.equal(answer.code, 2);
      assert.equal(answer.stdout, '');
      assert.notEqual(answer.stderr, '');
    });
  }
});

test('steps of the repository’s own vars, libraries and plugins are known', async (t) => {
  const own = valid.replace("echo 'x'", 'one(); two(); three(); four()');
  const { code, stdout } = await plab(
    await folderWith(t, {
      Jenkinsfile: own,
      'vars/one.groovy': 'def call() { }',
      'shared/vars/two.groovy': 'def call() { }',
      'plab.yml': 'libraries: [{ name: shared, source: shared }]\nsteps: { three: ./three.sh }\n',
    }),
    ['lint'],
  );
  assert.equal(code, 1);
  assert.match(stdout, /unknown step "four"/);
  assert.doesNotMatch(stdout, /"one"|"two"|"three"/);
});

test('text: place, message, rule, line with a caret, hint, sum; no colour off a terminal', async (t) => {
  const { stdout } = await plab(await folderWith(t, { Jenkinsfile: wrong }), ['lint'], { NO_COLOR: '' });
  assert.equal(
    stdout,
    `Jenkinsfile:2:3: error: Only "agent none", "agent any" or "agent {...}" are allowed. [expected-agent-none-any-or-block]
2 |   agent annie
  |   ^
Jenkinsfile:3:33: error: unknown step "ecko" [unknown-step]
3 |   stages { stage('A') { steps { ecko 'x' } } }
  |                                 ^
  Did you mean \`echo\`?

2 errors. docs/lint.md explains each rule, such as docs/lint.md#expected-agent-none-any-or-block.
`,
  );
});

test('several files: each is told', async (t) => {
  const folder = await folderWith(t, { a: valid, 'b/c': wrong });
  const { stdout, code } = await plab(folder, ['lint', 'a', 'b/c']);
  assert.equal(code, 1);
  assert.match(stdout, /^b\/c:2:3: /m);
  assert.match(stdout, /^a is valid$/m);
});

test('a file that cannot be read hides nothing of the others', async (t) => {
  const folder = await folderWith(t, { a: wrong, 'b/c': valid });
  const { stdout, stderr, code } = await plab(folder, ['lint', '.', 'missing', 'a', 'b/c']);
  assert.equal(code, 2);
  assert.match(stdout, /^a:2:3: /m);
  assert.match(stdout, /^b\/c is valid$/m);
  assert.match(stderr, /: \. cannot be read[^]*: missing cannot be read/);
});

test('the standard input', async () => {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, 'lint', '-'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(wrong);
  assert.match(await text(child.stdout), /^<stdin>:2:3: error: /);
});

test('json: an array of findings', async (t) => {
  const { stdout } = await plab(await folderWith(t, { Jenkinsfile: wrong }), ['lint', '--format', 'json']);
  assert.deepEqual(JSON.parse(stdout), [
    {
      file: 'Jenkinsfile',
      rule: 'expected-agent-none-any-or-block',
      severity: 'error',
      message: 'Only "agent none", "agent any" or "agent {...}" are allowed.',
      line: 2,
      column: 3,
      endLine: 2,
      endColumn: 14,
      docs: 'docs/lint.md#expected-agent-none-any-or-block',
    },
    {
      file: 'Jenkinsfile',
      rule: 'unknown-step',
      severity: 'error',
      message: 'unknown step "ecko"',
      hint: 'Did you mean `echo`?',
      line: 3,
      column: 33,
      endLine: 3,
      endColumn: 37,
      docs: 'docs/lint.md#unknown-step',
    },
  ]);
});

/** The parts of a SARIF log that its schema requires, and what the linter puts there. */
interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>;
        };
      }[];
    }[];
  }[];
}

test('sarif: a log of version 2.1.0 with one run', async (t) => {
  const folder = await folderWith(t, { 'a b/Jenkinsfile%': wrong, c: informed, d: doubtful });
  const { stdout } = await plab(folder, ['lint', '--format', 'sarif', 'a b/Jenkinsfile%', 'c', 'd']);
  const { version, runs } = JSON.parse(stdout) as Sarif;
  assert.equal(version, '2.1.0');
  const [run] = runs;
  assert.ok(run && runs.length === 1);
  assert.equal(run.tool.driver.name, 'Pipeline Lab');
  assert.deepEqual(
    run.results.map(({ level }) => level),
    ['error', 'error', 'note', 'warning'],
  );
  for (const { ruleId, ruleIndex, message, locations } of run.results) {
    assert.equal(run.tool.driver.rules[ruleIndex]?.id, ruleId);
    assert.notEqual(message.text, '');
    const [location] = locations;
    const { region, artifactLocation } = location?.physicalLocation ?? {};
    assert.match(artifactLocation?.uri ?? '', /^(?:a%20b\/Jenkinsfile%25|c|d)$/);
    assert.ok(region && region.startLine >= 1 && region.startColumn >= 1);
    assert.ok(region.endLine > region.startLine || region.endColumn >= region.startColumn);
  }
});

test('github: a command a finding, with everything escaped', async (t) => {
  const folder = await folderWith(t, { 'a,b:c%': wrong, d: informed });
  const { stdout } = await plab(folder, ['lint', '--format', 'github', 'a,b:c%', 'd']);
  assert.deepEqual(stdout.trim().split('\n'), [
    '::error file=a%2Cb%3Ac%25,line=2,endLine=2,col=3,endColumn=14,title=expected-agent-none-any-or-block::Only "agent none", "agent any" or "agent {...}" are allowed.',
    '::error file=a%2Cb%3Ac%25,line=3,endLine=3,col=33,endColumn=37,title=unknown-step::unknown step "ecko"%0ADid you mean `echo`?',
    '::notice file=d,line=4,endLine=4,col=33,endColumn=41,title=unknown-step::unknown step "deployIt"%0AA shared library that this file names may have it.',
  ]);
});
