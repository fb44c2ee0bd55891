import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import type { BuildEvent } from '@pipeline-lab/engine/builds';
import { drawTree } from './draw.ts';
import { summaryLines } from './summary.ts';
import { treeFold } from './tree.ts';

type Body<Event = BuildEvent> = Event extends unknown ? Omit<Event, 'seq' | 'at'> : never;

const at = '2026-01-01T00:00:00.000Z';

function folded(bodies: readonly Body[]): ReturnType<typeof treeFold>['tree'] {
  const { tree, add } = treeFold();
  for (const [index, body] of bodies.entries()) add({ ...body, seq: index + 1, at });
  return tree;
}

const beginning: Body[] = [
  {
    type: 'build.started',
    job: 'j',
    number: 7,
    commit: 'abcdef0123456789',
    branch: 'main',
    file: 'Jenkinsfile',
    stages: [
      { id: 'A', name: 'A', kind: 'steps', stages: [] },
      {
        id: 'P',
        name: 'P',
        kind: 'parallel',
        stages: [
          { id: 'P / x', name: 'x', kind: 'steps', stages: [] },
          { id: 'P / y', name: 'y', kind: 'steps', stages: [] },
        ],
      },
    ],
  },
  { type: 'stage.started', stage: 'A', name: 'A' },
  { type: 'stage.finished', stage: 'A', result: 'SUCCESS', ms: 1200 },
  { type: 'stage.started', stage: 'P', name: 'P' },
  { type: 'stage.started', stage: 'P / x', name: 'x', parent: 'P', branch: true },
  { type: 'step.started', id: 1, stage: 'P / x', name: 'sh', summary: 'make' },
  { type: 'log', step: 1, stage: 'P / x', stream: 'output', lines: ['one', 'two', 'three', 'four'] },
];

test('a running build: what ended, what runs with its last lines, what waits', () => {
  const lines = drawTree(folded(beginning), Date.parse(at) + 2000).map(stripVTControlCharacters);
  assert.deepEqual(
    lines.map((line) => line.replace(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/u, '*').trimEnd()),
    [
      'j #7 main abcdef012345  2.0 s',
      '├─ ✔ A 1.2 s',
      '└─ * P 2.0 s',
      '   ├─ * x 2.0 s',
      '   │    sh make',
      '   │    two',
      '   │    three',
      '   │    four',
      '   └─ ○ y',
    ],
  );
});

test('the summary names the innermost stage that failed, with its last 20 lines, and failing tests', () => {
  const tree = folded([
    ...beginning,
    {
      type: 'log',
      step: 1,
      stage: 'P / x',
      stream: 'output',
      lines: Array.from({ length: 30 }, (_, n) => `line ${n}`),
    },
    {
      type: 'test.report',
      step: 1,
      stage: 'P / x',
      files: [],
      total: 2,
      passed: 1,
      failed: 1,
      skipped: 0,
      failures: [{ suite: 's', name: 't', message: 'expected 1' }],
    } as never,
    { type: 'step.finished', id: 1, stage: 'P / x', result: 'FAILURE', ms: 1 },
    { type: 'stage.finished', stage: 'P / x', result: 'FAILURE', ms: 1 },
    { type: 'stage.finished', stage: 'P', result: 'FAILURE', ms: 1 },
    { type: 'build.finished', result: 'FAILURE', ms: 1, error: { code: 'C', message: 'no', hint: 'h' } },
  ]);
  const text = summaryLines(tree, '/builds/7').map(stripVTControlCharacters).join('\n');
  assert.match(text, /✖ P \/ x\n {2}line 10\n/);
  assert.match(text, /line 29\n/);
  assert.match(text, /✖ s › t\n {4}expected 1/);
  assert.match(text, /error: no\n {2}next: h/);
});

test('the summary names the job of a Jenkinsfile that is not the usual one', () => {
  const end: Body = { type: 'build.finished', result: 'SUCCESS', ms: 1 };
  const [first, ...others] = beginning;
  const other = first?.type === 'build.started' ? { ...first, file: 'ci/other' } : first;
  assert.match(summaryLines(folded([...beginning, end]), '/f').join('\n'), /^log: plab logs 7$/m);
  const named = folded([...(other === undefined ? [] : [other]), ...others, end]);
  assert.match(summaryLines(named, '/f').join('\n'), /^log: plab logs 7 --job j$/m);
});
