import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plab, repositoryWith } from './plab.ts';

const pipeline = (stages: string): string => `pipeline {\n agent any\n stages {\n${stages}\n }\n}\n`;

/** The lines of an output that hold a word. */
const lines = (output: string, word: string): string[] =>
  output.split('\n').filter((line) => line.includes(word));

test('timestamps shows the time of each line inside, and only there, in every format', async (t) => {
  const folder = await repositoryWith(t, {
    Jenkinsfile: pipeline(
      `stage('A') { steps { timestamps { sh 'echo from-inside; exit 0' ; echo 'from-inside too' }; echo 'from-outside' } }
       stage('B') { options { timestamps() }\n steps { echo 'from-option' } }`,
    ),
  });
  const time = String.raw`\[20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\]`;
  const check = (output: string, before: string): void => {
    const timed = new RegExp(`^${before}${time} `);
    const inside = [...lines(output, 'from-inside'), ...lines(output, 'from-option')];
    assert.ok(inside.length >= 3, output);
    for (const line of inside) assert.match(line, timed);
    for (const line of lines(output, 'from-outside')) assert.doesNotMatch(line, new RegExp(time));
    assert.equal(lines(output, 'from-outside').length, 1);
  };
  const first = await plab(folder, ['run', '--format', 'plain']);
  assert.equal(first.code, 0, first.stderr);
  check(first.stdout, String.raw`\[[AB]\] `);
  check((await plab(folder, ['run', '--format', 'jenkins'])).stdout, '');
  check((await plab(folder, ['logs', '1'])).stdout, '');
  check((await plab(folder, ['logs', '1', '--format', 'jenkins'])).stdout, '');
});
