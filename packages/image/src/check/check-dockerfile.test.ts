import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkDockerfile } from './check-dockerfile.ts';
import { dockerfileRules } from './registry.ts';
import { maskSecrets } from './mask-secrets.ts';

function found(source: string, options: Partial<Parameters<typeof checkDockerfile>[1]> = {}): string[] {
  return checkDockerfile(source, { hasIgnoreFile: false, ...options }).map(({ rule }) => rule);
}

const whole = (part: string): string => (/^FROM /m.test(part) ? part : `FROM debian:12.11-slim\n${part}`);

describe('each rule finds its bad example and leaves the good one alone', () => {
  for (const { id, severity, bad, good } of dockerfileRules) {
    test(id, () => {
      const findings = checkDockerfile(whole(bad), { hasIgnoreFile: false }).filter(
        ({ rule }) => rule === id,
      );
      assert.ok(findings.length > 0, bad);
      for (const finding of findings) {
        assert.equal(finding.severity, severity);
        assert.ok(finding.end > finding.offset && finding.end <= whole(bad).length);
      }
      assert.ok(!found(whole(good)).includes(id), good);
    });
  }
});

test('a file that may hold no secret for all its name is information only', () => {
  for (const [copied, severity] of [
    ['.npmrc', 'info'],
    ['server.key', 'info'],
    ['id_rsa', 'error'],
    ['.env', 'error'],
  ] as const) {
    const findings = checkDockerfile(`FROM a:1\nCOPY ${copied} /app/\n`, { hasIgnoreFile: true });
    assert.equal(findings.find(({ rule }) => rule === 'copied-secret')?.severity, severity, copied);
  }
});

test('a stage that copies from itself by its number is told of once', () => {
  const rules = found('FROM a:1\nCOPY --from=0 /a /a\n');
  assert.deepEqual(
    rules.filter((rule) => /^DL302[23]$/.test(rule)),
    ['DL3023'],
  );
});

/** CPU time in milliseconds. */
function cost(source: string): number {
  const before = process.cpuUsage();
  checkDockerfile(source, { hasIgnoreFile: true });
  maskSecrets(source);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('long lines take no more time than others', () => {
  for (const [what, source] of [
    ['ENV', `ENV ${Array.from({ length: 2000 }, (_, at) => `A${at}=$B${at}`).join(' ')}`],
    ['chmod', `RUN chmod ${'a'.repeat(120_000)} /x`],
    ['chmod of an owner', `RUN chmod ${'u'.repeat(120_000)} /x`],
    ['a URL', `RUN a ${'a+'.repeat(60_000)}`],
    ['curl', `RUN ${'curl '.repeat(10_000)}`],
    ['assignments', `RUN ${'TOKEN="'.repeat(8_001)}`],
    ['continued lines', `RUN a \\\n${'\n\\\n'.repeat(10_000)}`],
    ['here-documents', `RUN ${'cat <<a > b\n'.repeat(5_000)}`],
  ] as const)
    test(what, () => assert.ok(cost(`FROM a:1\n${source}\n`) < 4000));
});

test('the stage that is built decides, not the last one', () => {
  const source = 'FROM a:1 AS app\nUSER 1\nFROM app AS debug\nUSER root\n';
  assert.ok(found(source).includes('DL3002'));
  assert.ok(!found(source, { target: 'App' }).includes('DL3002'));
});

describe('comments that silence', () => {
  const run = 'RUN cd /x && sudo y';
  for (const [what, source, rules] of [
    ['one rule', `FROM a:1\n# hadolint ignore=DL3003\n${run}\n`, ['DL3004']],
    ['several', `FROM a:1\n# hadolint ignore=DL3003, DL3004\n${run}\n`, []],
    ['several comments', `FROM a:1\n# hadolint ignore=DL3003\n# hadolint ignore=DL3004\n${run}\n`, []],
    [
      'the next instruction only',
      `FROM a:1\n# hadolint ignore=DL3003\nWORKDIR /\n${run}\n`,
      ['DL3003', 'DL3004'],
    ],
    ['the file', `# hadolint global ignore=DL3003\nFROM a:1\n${run}\n${run}\n`, ['DL3004', 'DL3004']],
  ] as const) {
    test(what, () => {
      assert.deepEqual(
        found(source).filter((rule) => rule === 'DL3003' || rule === 'DL3004'),
        rules,
      );
    });
  }
});

test('what ONBUILD may not trigger is told once, where it is', () => {
  const source = 'FROM a:1\nONBUILD ONBUILD RUN a\nONBUILD FROM b\nONBUILD COPY a /b\n';
  const findings = checkDockerfile(source, { hasIgnoreFile: true }).filter(({ rule }) => rule === 'DL3043');
  assert.deepEqual(
    findings.map(({ offset }) => source.slice(0, offset).split('\n').length),
    [2, 3],
  );
});

test('ids are there once', () => {
  const ids = dockerfileRules.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test('findings name the place and never a secret', () => {
  const source = 'FROM a:1\nRUN echo "https://me:hunter22@example.com"\nENV TOKEN=hunter22\n';
  const findings = checkDockerfile(source, { hasIgnoreFile: true });
  assert.doesNotMatch(JSON.stringify(findings), /hunter22/);
  const variable = findings.find(({ rule }) => rule === 'secret-variable');
  assert.equal(source.slice(variable?.offset, variable?.end), 'TOKEN=hunter22');
});

const instructions = 'FROM |RUN |COPY |ADD |ENV |ARG |USER |CMD |HEALTHCHECK |ONBUILD |SHELL '.split('|');
const words =
  'a:1, AS b,$X,${X:-,cd ,--from=b ,apt-get install ,chmod +s ,curl ,TOKEN=x ,https://a:bcd@e '.split(',');
const signs = '} " \' ( ) | && ; [ ] ` < > \\ \0 \u{1F600}'.split(' ');
const lines = [
  '# escape=`\n',
  '# hadolint ignore=DL3003\n',
  '\\\n',
  '`\n',
  '\r\n',
  '\n',
  ' ',
  '<<EOF\n',
  'EOF\n',
];
const pieces = [instructions, words, signs, lines, ['["sh", "-c", "']].flat();

test('whatever the text is, nothing is thrown and every finding has a place in it', () => {
  const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, (source) => {
      for (const { offset, end } of checkDockerfile(source, { hasIgnoreFile: false }))
        assert.ok(0 <= offset && offset <= end && end <= source.length);
      assert.equal(maskSecrets(source).length, source.length);
    }),
    { numRuns: 2000 },
  );
});
