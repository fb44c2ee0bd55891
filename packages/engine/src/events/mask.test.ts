import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMasker, maskEvent } from './mask.ts';

test('a secret is masked as it is, in Base64 and line by line', () => {
  const mask = createMasker(['hunter2', 'first line\nsecond line', '', '  ']).mask;
  const encoded = Buffer.from('hunter2').toString('base64');
  assert.equal(mask(`a hunter2 b ${encoded}`), 'a **** b ****');
  assert.equal(mask('+ echo second line'), '+ echo ****');
  assert.equal(mask('nothing here'), 'nothing here');
});

test('a secret that holds another one is masked whole', () => {
  assert.equal(createMasker(['abcd', 'abcdef']).mask('x abcdef y'), 'x **** y');
});

test('every text of an event is masked and its vocabulary kept', () => {
  const event = {
    type: 'log',
    stream: 'output',
    lines: ['log is output', 'plain'],
    deep: [{ text: 'output' }],
  };
  const masked = maskEvent(event, createMasker(['output', 'log']).mask);
  assert.deepEqual(masked, {
    type: 'log',
    stream: 'output',
    lines: ['**** is ****', 'plain'],
    deep: [{ text: '****' }],
  });
});
