import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { bench, finished, log, ofType, pipeline, run, stage } from './build.ts';

const bad = (...names: string[]): string =>
  `<testsuite name="s">${['a', 'b'].map((name) => `<testcase name="${name}">${names.includes(name) ? '<failure message="no"/>' : ''}</testcase>`).join('')}</testsuite>`;

test('junit gives a summary, and knows how long a test has failed and which ones come and go', async (t) => {
  const steps = `script { def s = junit testResults: 'r.xml', skipMarkingBuildUnstable: true
    echo "\${s.totalCount} \${s.failCount} \${s.getPassCount()} \${s.skipCount}" }`;
  const { request, repository } = await bench(t, {
    Jenkinsfile: pipeline(stage(steps)),
    'r.xml': bad('a', 'b'),
  });
  const turns = [];
  for (const failing of [['a', 'b'], ['a'], ['a', 'b']]) {
    await writeFile(join(repository, 'r.xml'), bad(...failing));
    execFileSync('git', [
      '-C',
      repository,
      '-c',
      'user.name=t',
      '-c',
      'user.email=t@t',
      'commit',
      '-qam',
      'x',
      '--allow-empty',
    ]);
    const events = await run({ ...request, commit: 'HEAD' });
    assert.equal(finished(events).result, 'SUCCESS');
    turns.push(ofType(events, 'test.report')[0]?.failures.map(({ name, age, flaky }) => [name, age, flaky]));
    assert.equal(log(events).at(-1), `2 ${failing.length} ${2 - failing.length} 0`);
  }
  assert.deepEqual(turns, [
    [
      ['a', 1, undefined],
      ['b', 1, undefined],
    ],
    [['a', 2, undefined]],
    [
      ['a', 3, undefined],
      ['b', 1, true],
    ],
  ]);
});
