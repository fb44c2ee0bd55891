import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastOf } from './model.ts';
import { readDockerfile } from './read.ts';

const text = (source: string, { start, end }: { start: number; end: number }): string =>
  source.slice(start, end);

test('continued lines, comments between them and flags', () => {
  const source =
    'FROM a:1\nRUN --mount=type=cache,target=/x one \\\n  # why\n\n  && two\nCOPY --from=b /x /y\n';
  const [, run, copy] = readDockerfile(source).instructions;
  assert.ok(run && copy);
  assert.equal(run.line, 2);
  assert.equal(text(source, run.body), 'one \\\n  # why\n\n  && two');
  assert.deepEqual([...run.flags], [['mount', 'type=cache,target=/x']]);
  assert.equal(copy.flags.get('from'), 'b');
  assert.deepEqual(
    copy.words.map((word) => [word.text, text(source, word)]),
    [
      ['/x', '/x'],
      ['/y', '/y'],
    ],
  );
});

test('offsets hold with CRLF, and characters of two units', () => {
  const source = '# 😀\r\nFROM a:1\r\nUSER root\r\n';
  const [, user] = readDockerfile(source).instructions;
  assert.equal(user && text(source, user), 'USER root');
});

test('the directive escape', () => {
  const source = '# escape=`\nFROM a:1\nRUN one `\n  two\nUSER x\n';
  const { escape, instructions } = readDockerfile(source);
  assert.equal(escape, '`');
  assert.deepEqual(
    instructions.map(({ keyword }) => keyword),
    ['FROM', 'RUN', 'USER'],
  );
});

test('a here-document is one instruction', () => {
  const source = 'FROM a:1\nRUN <<EOF\nUSER root\nEOF\nCOPY <<ONE <<TWO /x/\nUSER root\nONE\nTWO\nUSER 1\n';
  const { instructions } = readDockerfile(source);
  assert.deepEqual(
    instructions.map(({ keyword, hasHeredoc }) => [keyword, hasHeredoc]),
    [
      ['FROM', false],
      ['RUN', true],
      ['COPY', true],
      ['USER', false],
    ],
  );
});

test('a here-document of ADD, with flags and without', () => {
  const source =
    'FROM a:1\nADD <<EOF /x\nUSER root\nEOF\nADD --chown=1 <<-"EOF" /y\n\tb c\n\tEOF\nADD a /b\n';
  const { instructions } = readDockerfile(source);
  assert.deepEqual(
    instructions.map(({ keyword, hasHeredoc, words }) => [keyword, hasHeredoc, words.length]),
    [
      ['FROM', false, 1],
      ['ADD', true, 2],
      ['ADD', true, 2],
      ['ADD', false, 2],
    ],
  );
});

test('the JSON form, and what only looks like it', () => {
  const [, good, bad] = readDockerfile('FROM a:1\nCMD ["a b", "c"]\nCMD [ -f x ] && y\n').instructions;
  assert.deepEqual(good?.exec, ['a b', 'c']);
  assert.equal(bad?.exec, undefined);
});

test('properties of ARG, ENV and LABEL', () => {
  const { instructions } = readDockerfile('FROM a:1\nARG X\nENV A=b C="d e"\nENV F g h\n');
  assert.deepEqual(
    instructions.flatMap(({ properties }) => properties.map(({ name, value }) => [name, value])),
    [
      ['X', undefined],
      ['A', 'b'],
      ['C', 'd e'],
      ['F', 'g h'],
    ],
  );
});

test('stages: arguments before FROM, names, what a stage starts from', () => {
  const { stages } = readDockerfile(
    'ARG BASE=node:24\nARG OPEN\nFROM ${BASE} AS Build\nUSER 1\nFROM $OPEN\nFROM ${OPEN:-debian:12} as last\nFROM build\nCMD ["x"]\n',
  );
  assert.deepEqual(
    stages.map(({ base, name }) => [base, name]),
    [
      ['node:24', 'build'],
      [undefined, undefined],
      ['debian:12', 'last'],
      ['build', undefined],
    ],
  );
  const final = stages.at(-1);
  assert.ok(final);
  assert.equal(final.parent, stages[0]);
  assert.equal(lastOf(final, 'USER')?.words[0]?.text, '1');
});

test('anything at all is read without an error', () => {
  for (const source of [
    '',
    '\n',
    'nonsense',
    'FROM',
    'RUN',
    'COPY',
    'FROM \\',
    'RUN <<EOF',
    'ENV',
    '# escape=',
    'CMD [',
  ])
    assert.ok(Array.isArray(readDockerfile(source).instructions), source);
});
