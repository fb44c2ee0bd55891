import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BuildEvent } from '@pipeline-lab/engine/builds';
import { jenkinsRenderer } from './jenkins.ts';

type Body<Event = BuildEvent> = Event extends unknown ? Omit<Event, 'seq' | 'at'> : never;

function consoleText(bodies: readonly Body[]): string[] {
  let text = '';
  const renderer = jenkinsRenderer((written) => (text += written));
  for (const [index, body] of bodies.entries())
    renderer.show({ ...body, seq: index + 1, at: '2026-01-01T00:00:00.000Z' });
  return text.trimEnd().split('\n');
}

const declared = (id: string, name: string, stages: readonly object[] = []): never =>
  ({ id, name, kind: 'steps', stages }) as never;

test('the console text of Jenkins', () => {
  const lines = consoleText([
    {
      type: 'build.started',
      job: 'j',
      number: 1,
      commit: 'c',
      causes: ['Started by user bob'],
      file: 'Jenkinsfile',
      stages: [declared('P', 'P', [declared('P / x', 'x')])],
    },
    { type: 'step.started', id: 1, name: 'node', summary: '', block: true },
    { type: 'log', step: 1, stream: 'output', lines: ['Running on built-in in /w'] },
    { type: 'stage.started', stage: 'P', name: 'P' },
    { type: 'step.started', id: 2, stage: 'P', parent: 1, name: 'parallel', summary: '', block: true },
    { type: 'stage.started', stage: 'P / x', name: 'x', parent: 'P', branch: true },
    { type: 'step.started', id: 3, stage: 'P / x', parent: 2, name: 'echo', summary: 'hi' },
    { type: 'log', step: 3, stage: 'P / x', stream: 'output', lines: ['hi'] },
    { type: 'step.finished', id: 3, stage: 'P / x', result: 'SUCCESS', ms: 1 },
    { type: 'stage.finished', stage: 'P / x', result: 'SUCCESS', ms: 1 },
    { type: 'step.finished', id: 2, stage: 'P', result: 'SUCCESS', ms: 1 },
    { type: 'stage.finished', stage: 'P', result: 'SUCCESS', ms: 1 },
    { type: 'step.finished', id: 1, result: 'SUCCESS', ms: 1 },
    {
      type: 'build.finished',
      result: 'FAILURE',
      ms: 1,
      error: { code: 'C', message: 'no\nmore', hint: 'h' },
    },
  ]);
  assert.deepEqual(lines, [
    'Started by user bob',
    '[Pipeline] Start of Pipeline',
    '[Pipeline] node',
    'Running on built-in in /w',
    '[Pipeline] {',
    '[Pipeline] stage',
    '[Pipeline] { (P)',
    '[Pipeline] parallel',
    '[Pipeline] { (Branch: x)',
    '[Pipeline] stage',
    '[Pipeline] { (x)',
    '[Pipeline] echo',
    '[x] hi',
    '[Pipeline] }',
    '[Pipeline] // stage',
    '[Pipeline] }',
    '[Pipeline] // parallel',
    '[Pipeline] }',
    '[Pipeline] // stage',
    '[Pipeline] }',
    '[Pipeline] // node',
    '[Pipeline] End of Pipeline',
    'ERROR: no',
    'more',
    'Finished: FAILURE',
  ]);
});
