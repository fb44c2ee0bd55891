import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EventBody } from '@pipeline-lab/engine/builds';
import type { BuildView } from '../view.ts';
import { buildFold } from './fold.ts';

const start = Date.parse('2026-01-01T00:00:00Z');

/** Events a second apart. */
function folded(...bodies: readonly EventBody[]): BuildView {
  const { add, view } = buildFold(7);
  for (const [index, body] of bodies.entries())
    add({ ...body, seq: index + 1, at: new Date(start + index * 1000).toISOString() });
  return view();
}

const begun: EventBody = {
  type: 'build.started',
  job: 'shop',
  number: 7,
  commit: 'c0ffee',
  branch: 'main',
  file: 'Jenkinsfile',
  causes: ['Started by user bob'],
  stages: [
    {
      id: 'Test',
      name: 'Test',
      kind: 'parallel',
      stages: [{ id: 'Test / unit', name: 'unit', kind: 'steps', stages: [] }],
    },
    { id: 'Ship', name: 'Ship', kind: 'steps', stages: [] },
  ],
};

const startOf = (stage: string, name: string, parent?: string): EventBody => ({
  type: 'stage.started',
  stage,
  name,
  ...(parent === undefined ? {} : { parent }),
});

test('stages are told in order with their depth, also those that only a script knows', () => {
  const { stages, result, branch, cause } = folded(
    begun,
    startOf('Checkout', 'Checkout'),
    { type: 'stage.finished', stage: 'Checkout', result: 'SUCCESS', ms: 400 },
    startOf('Test', 'Test'),
    startOf('Test / unit', 'unit', 'Test'),
    startOf('Test / lint', 'lint', 'Test'),
    { type: 'stage.finished', stage: 'Test / unit', result: 'UNSTABLE', ms: 1500 },
    { type: 'stage.finished', stage: 'Ship', result: 'NOT_BUILT', ms: 0, skipped: 'due to earlier failure' },
  );
  assert.deepEqual(
    stages.map(({ id, depth, state, result: how }) => [id, depth, state, how]),
    [
      ['Checkout', 0, 'finished', 'SUCCESS'],
      ['Test', 0, 'running', undefined],
      ['Test / unit', 1, 'finished', 'UNSTABLE'],
      ['Test / lint', 1, 'running', undefined],
      ['Ship', 0, 'finished', 'NOT_BUILT'],
    ],
  );
  assert.equal(stages[2]?.startedAt, start + 4000);
  assert.deepEqual([result, branch, cause], [undefined, 'main', 'Started by user bob']);
});

test('a build that failed tells its first stage that did, with the end of its log and its tests', () => {
  const escape = String.fromCodePoint(27);
  const { failure, tests, ms } = folded(
    begun,
    startOf('Test', 'Test'),
    {
      type: 'log',
      stage: 'Test',
      stream: 'output',
      lines: Array.from({ length: 40 }, (_, n) => `line ${n}`),
    },
    { type: 'log', stage: 'Ship', stream: 'output', lines: ['of another stage'] },
    { type: 'log', stage: 'Test', stream: 'output', lines: [`${escape}[31mred${escape}[0m`] },
    {
      type: 'test.report',
      step: 1,
      files: ['a.xml'],
      total: 3,
      passed: 2,
      failed: 1,
      skipped: 0,
      failures: [{ name: 'adds', suite: 'sum', message: 'no', age: 3 }],
    },
    { type: 'stage.finished', stage: 'Test', result: 'FAILURE', ms: 5 },
    {
      type: 'build.finished',
      result: 'FAILURE',
      ms: 9000,
      error: { code: 'PLAB_X', message: 'it broke', hint: 'mend it' },
    },
  );
  assert.deepEqual(failure?.lines.slice(-2), ['line 39', 'red']);
  assert.equal(failure.lines.length, 15);
  assert.deepEqual([failure.stage, failure.message, failure.hint, ms], ['Test', 'it broke', 'mend it', 9000]);
  assert.deepEqual(tests, {
    passed: 2,
    failed: 1,
    skipped: 0,
    failing: [{ name: 'adds', suite: 'sum', age: 3 }],
  });
});
