import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commandsOf } from './commands.ts';
import { readDockerfile } from './read.ts';

function commandsIn(run: string): { words: string[]; isPiped: boolean; isInner: boolean; source: string }[] {
  const file = readDockerfile(`FROM a:1\n${run}\n`);
  return file.instructions
    .flatMap((instruction) => commandsOf(file, instruction))
    .map(({ words, isPiped, isInner, start, end }) => ({
      words: words.map(({ text }) => text),
      isPiped,
      isInner,
      source: file.source.slice(start, end),
    }));
}

describe('the commands of a RUN', () => {
  for (const [run, expected] of [
    ['RUN a b && c || d; e | f & g', ['a b', 'c', 'd', 'e', 'f', 'g']],
    ['RUN a \\\n  # no | pipe\n  && b', ['a', 'b']],
    [`RUN a "x && y" 'p | q' r\\ s`, ['a x && y p | q r s']],
    ['RUN a $(b | c) `d | e` f', ['b', 'c', 'd', 'e', 'a $(b | c) `d | e` f']],
    [`RUN X="$(b c)" && a 'x $(d)'`, ['b c', 'a x $(d)']],
    ['RUN if a; then X=1 b; else ! c; fi', ['a', 'b', 'c', 'fi']],
    ['RUN a b>/x 2>&1 <y &> z && c', ['a b', 'c']],
    ['RUN a $(b $(c) d) e', ['a $', 'c', 'b $(c) d', 'e']],
    ['RUN a # the rest | of it', ['a']],
    ['RUN ["sh", "-c", "a && b"]', ['a', 'b']],
    ['RUN ["a", "&&", "b"]', ['a && b']],
    ['RUN <<EOF\na\nb && c\nEOF', ['a', 'b', 'c']],
    ['RUN <<EOF\n#!/usr/bin/env python3\nimport os\nEOF', []],
    ['RUN python3 <<EOF\nimport os | x\nEOF', ['python3']],
    ['RUN a \\\n  # b\n  && c <<EOF && d\ne\nEOF', ['a', 'c', 'd']],
    ['RUN <<EOF python3\nimport os\nEOF', ['python3']],
    ['RUN <<"EOF" cat > /x\na\nEOF', ['cat']],
    ['RUN <<EOF /bin/bash -eo pipefail\na\nb\nEOF', ['a', 'b']],
    ['RUN <<EOF\r\na\r\nEOF', ['a']],
    ['RUN ["bash", "-lc", "a && b"]', ['a', 'b']],
    ['RUN ["/bin/bash", "-o", "pipefail", "-c", "a | b"]', ['a', 'b']],
    ['RUN ["python3", "-c", "a && b"]', ['python3 -c a && b']],
    ['RUN', []],
  ] as const) {
    test(run, () => {
      assert.deepEqual(
        commandsIn(run).map(({ words }) => words.join(' ')),
        expected,
      );
    });
  }

  test('what is assigned for one command', () => {
    const file = readDockerfile('FROM a:1\nRUN if A=1 B="c d" e; then F=g h=i; fi\n');
    const commands = file.instructions.flatMap((instruction) => commandsOf(file, instruction));
    assert.deepEqual(
      commands.map(({ assignments }) => assignments.map(({ text }) => text)),
      [['A=1', 'B=c d'], []],
    );
  });

  test('what is piped, what is in a subshell, and where they stand', () => {
    assert.deepEqual(commandsIn('RUN a | (b) && (cd "x" && c)'), [
      { words: ['a'], isPiped: false, isInner: false, source: 'a' },
      { words: ['b'], isPiped: true, isInner: true, source: 'b' },
      { words: ['cd', 'x'], isPiped: false, isInner: true, source: 'cd "x"' },
      { words: ['c'], isPiped: false, isInner: true, source: 'c' },
    ]);
  });
});
