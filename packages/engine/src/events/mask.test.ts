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

const colours = fc.constantFrom(
  '\u001b[0m',
  '\u001b[1;31m',
  '\u001b[38;5;196m',
  '\u001b[K',
  '\u001b(B',
  '\u001b]8;;https://example.org\u0007',
  '\u001b]0;title\u001b\\',
  '\u009b1m',
);

/** Secrets without the characters that control sequences are made of, and texts with colours in the middle of them. */
const coloured = fc
  .array(
    fc.string({
      unit: fc.constantFrom('a', 'b', 'c', 'X', 'Y', '*', '-', ' ', 'é', '$'),
      minLength: 6,
      maxLength: 20,
    }),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .filter((values) => values.every((value) => value.trim().length >= 6))
  .chain((values) =>
    fc.record({
      values: fc.constant(values),
      pieces: fc.array(
        fc.tuple(
          fc.nat(values.length),
          fc.array(fc.option(colours, { freq: 3, nil: '' }), { minLength: 20, maxLength: 20 }),
        ),
        { maxLength: 4 },
      ),
      sizes: fc.array(fc.nat(9), { maxLength: 40 }),
    }),
  );

const bare = (text: string): string =>
  // The same sequences as they were put in, not as the masker knows them.
  text.replaceAll(
    // oxlint-disable-next-line no-control-regex -- colours begin with one
    /\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|(?:\u001b\[|\u009b)[\d;]*[A-Za-z]|\u001b\(B/g,
    '',
  );

test('colours inside of a secret do not give it away, in one piece or in many', () => {
  fc.assert(
    fc.property(coloured, ({ values, pieces, sizes }) => {
      const masker = createMasker(values);
      const text = pieces
        .map(([pick, between]) =>
          Array.from(values[pick] ?? 'plain text')
            .map((char, index) => `${char}${between[index] ?? ''}`)
            .join(''),
        )
        .join('\n');
      const whole = masker.mask(text);
      const shown = bare(whole);
      for (const value of values)
        assert.ok(!shown.includes(value.trim()), `${JSON.stringify(whole)}: ${value}`);
      const stream = masker.stream();
      let out = '';
      let from = 0;
      for (const size of sizes) {
        out += stream.push(text.slice(from, from + size));
        from += size;
      }
      out += stream.push(text.slice(from)) + stream.end();
      assert.equal(out, whole);
    }),
    { numRuns: 300 },
  );
});

test('a colour inside of a secret stays behind it, and text around it as it was', () => {
  const { mask } = createMasker(['secret-1']);
  assert.equal(
    mask('\u001b[31ma sec\u001b[1mret-\u001b[0m1 b\u001b[0m'),
    '\u001b[31ma ****\u001b[1m\u001b[0m b\u001b[0m',
  );
});

test('a sequence that never ends is not held back for ever', () => {
  const stream = createMasker(['secret-1']).stream();
  let shown = '';
  for (let count = 0; count < 200; count += 1)
    shown += stream.push(`\u001b[0m${'\u001b]'.padEnd(1000, 'x')}`);
  assert.ok(shown.length > 100_000);
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
