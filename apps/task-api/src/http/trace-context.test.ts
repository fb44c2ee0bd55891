import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onwards, traceOf } from './trace-context.ts';

const id = '4bf92f3577b34da6a3ce929d0e0e4736';
const parent = '00f067aa0ba902b7';

test('a trace is read and goes on as it is', () => {
  const trace = traceOf(`00-${id}-${parent}-01`);
  assert.deepEqual(trace, { trace_id: id, parent_id: parent, sampled: true });
  assert.equal(onwards(trace), `00-${id}-${parent}-01`);
  assert.equal(traceOf(`cc-${id}-${parent}-00-what-comes-later`)?.sampled, false);
});

test('what is no trace begins a new one', () => {
  for (const wrong of [
    undefined,
    '',
    `ff-${id}-${parent}-01`,
    `00-${'0'.repeat(32)}-${parent}-01`,
    `00-${id}-${'0'.repeat(16)}-01`,
    `00-${id.toUpperCase()}-${parent}-01`,
    `00-${id}-${parent}`,
  ])
    assert.equal(traceOf(wrong), undefined, wrong);
  assert.match(onwards(undefined), /^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
});
