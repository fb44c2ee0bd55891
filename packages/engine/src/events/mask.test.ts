import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { createMasker, maskEvent } from './mask.ts';

const secrets = fc
  .array(fc.string({ minLength: 6, maxLength: 40 }), { minLength: 1, maxLength: 4 })
  .filter((values) => values.every((value) => value.trim().length >= 6));

test('what a shell, JSON, a URL, XML, Base64 and hex make of a secret is blotted out', () => {
  const secret = `p4ss "w'rd" <&> $x/é`;
  const { mask } = createMasker([secret]);
  const quoted = execFileSync('bash', ['-c', 'printf %q "$1"', 'bash', "p4ss x'y$z"]).toString();
  assert.ok(!createMasker(["p4ss x'y$z"]).mask(quoted).includes('p4ss'));
  const hex = Buffer.from(secret).toString('hex');
  for (const form of [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
    hex,
    hex.toUpperCase(),
  ])
    assert.equal(mask(`a ${form} b`), 'a **** b', form);
});

test('Base64 of a text that holds a secret gives nothing of it away, at each alignment', () => {
  const { mask } = createMasker(['correct horse battery']);
  for (const before of ['', 'u', 'us', 'user:'])
    for (const behind of ['', '\n', ' and more']) {
      const shown = mask(Buffer.from(`${before}correct horse battery${behind}`).toString('base64'));
      assert.ok(shown.includes('****'), shown);
      assert.ok(shown.length <= 16 + before.length * 2 + behind.length * 2, shown);
    }
});

test('a secret of several lines is blotted out line by line, and short lines are not patterns', () => {
  const { mask } = createMasker(['{\nfirst line\n}\nsecond line\n']);
  assert.equal(mask('+ echo second line {'), '+ echo **** {');
});

test('a secret too short to be one is told and not blotted out', () => {
  const masker = createMasker();
  assert.deepEqual(masker.add(['ab', '', '  ']), ['ab']);
  assert.equal(masker.active, false);
  assert.equal(masker.mask('cab'), 'cab');
});

test('secrets that hold each other or overlap leave no remainder', () => {
  assert.equal(createMasker(['abcd', 'abcdef']).mask('x abcdef y'), 'x **** y');
  assert.equal(createMasker(['abcdef', 'efghij']).mask('x abcdefghij y'), 'x **** y');
});

test('text in pieces is blotted as the whole is, wherever it is cut', () => {
  fc.assert(
    fc.property(secrets, fc.array(fc.nat(3)), fc.array(fc.nat(12)), (values, picks, sizes) => {
      const masker = createMasker(values);
      const text = picks.map((pick) => `${values[pick] ?? 'plain'}${pick % 2 === 0 ? '' : '\n'}`).join('');
      const stream = masker.stream();
      let shown = '';
      let from = 0;
      for (const size of sizes) {
        shown += stream.push(text.slice(from, from + size));
        from += size;
      }
      shown += stream.push(text.slice(from)) + stream.end();
      assert.equal(shown, masker.mask(text));
    }),
  );
});

test('every text of an event is masked and its vocabulary kept', () => {
  const event = {
    type: 'log',
    stream: 'output',
    lines: ['log is output', 'plain'],
    deep: [{ text: 'output' }],
  };
  const { mask } = createMasker(['output', 'log']);
  assert.deepEqual(maskEvent(event, mask), {
    type: 'log',
    stream: 'output',
    lines: ['**** is ****', 'plain'],
    deep: [{ text: '****' }],
  });
});
