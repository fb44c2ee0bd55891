import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentOption } from './agents.ts';
import { answers, changeOption, durationOption, pairs } from './pairs.ts';

test('times, in the units that people write', () => {
  assert.equal(durationOption('90s'), 90_000);
  assert.equal(durationOption('10'), 600_000);
  assert.equal(durationOption('1h30m'), 5_400_000);
  for (const text of ['', 'soon', '5x', '1h 30m', '-1s'])
    assert.throws(() => durationOption(text), /is no time/, text);
});

test('name=value, of which the value may hold anything', () => {
  assert.deepEqual(pairs('--param', ['a=b=c', 'd=']), { a: 'b=c', d: '' });
  assert.throws(() => pairs('--param', ['novalue']), /--param novalue is not name=value/);
  assert.deepEqual(answers(['proceed', 'deploy=abort']), { '*': 'proceed', deploy: 'abort' });
});

test('a change request', () => {
  assert.deepEqual(changeOption('42'), { id: '42' });
  assert.deepEqual(changeOption('42,target=main'), { id: '42', target: 'main' });
  assert.throws(() => changeOption('42,colour=red'), /there is no field colour/);
});

test('where a label leads', () => {
  assert.deepEqual(agentOption('linux=debian:12').place, { kind: 'image', image: 'debian:12' });
  assert.deepEqual(agentOption('mac=local').place, { kind: 'local' });
  assert.deepEqual(agentOption('arm=ssh:me@host:builds').place, {
    kind: 'ssh',
    host: 'me@host',
    folder: 'builds',
  });
  assert.throws(() => agentOption('linux'), /nothing says where the label leads to/);
});
