import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { z } from 'zod';
import { parseYaml } from './yaml-file.ts';

const list = (name: string, of: string): string => `${name}: &${name} [${Array(10).fill(of).join(', ')}]\n`;

describe('aliases that cannot be followed', () => {
  for (const [what, text, problem] of [
    ['one that leads nowhere', 'a: 1\nb: *no\n', /^f\.yml:2:4: Unresolved alias .*: no$/],
    ['the first such one', 'a: &a 1\nb: [*a, *no, *neither]\n', /^f\.yml:2:9: Unresolved alias/],
    ['a merge of one', 'a: { <<: *no }\n', /^f\.yml:1:10: Unresolved alias/],
    [
      'so many that only an attack has them',
      list('a', 'x') + list('b', '*a') + list('c', '*b') + 'd: *c\n',
      /^f\.yml:4:4: Excessive alias count/,
    ],
  ] as const)
    test(what, () => {
      const parsed = parseYaml(text, 'f.yml', z.unknown());
      assert.ok('problems' in parsed && parsed.problems.length === 1);
      assert.match(parsed.problems[0] ?? '', problem);
    });

  test('others are filled in', () => {
    assert.deepEqual(parseYaml('a: &a 1\nb: *a\n', 'f.yml', z.unknown()), { data: { a: 1, b: 1 } });
  });
});

describe('of several forms the one is told of that was meant', () => {
  const job = z.union([
    z.string(),
    z.strictObject({ repository: z.string(), branch: z.string().optional() }),
  ]);
  const source = z.union([z.strictObject({ store: z.string() }), z.strictObject({ file: z.string() })], {
    error: 'must be a store or a file',
  });
  const schema = z.strictObject({ jobs: z.record(z.string(), job).optional(), secret: source.optional() });
  for (const [text, problems] of [
    ['jobs: { d: { repository: 5 } }', [/^f\.yml:1:26: jobs\.d\.repository: .*expected string/]],
    [
      'jobs: { d: { repository: 5, branh: x } }',
      [
        /^f\.yml:1:26: jobs\.d\.repository: /,
        /^f\.yml:1:36: jobs\.d\.branh: is not a key that is known here/,
      ],
    ],
    ['jobs: { d: [x] }', [/^f\.yml:1:12: jobs\.d: Invalid input$/]],
    ['secret: { file: 5 }', [/^f\.yml:1:17: secret\.file: .*expected string/]],
    ['secret: { vault: a }', [/^f\.yml:1:9: secret: must be a store or a file$/]],
  ] as const)
    test(text, () => {
      const parsed = parseYaml(text, 'f.yml', schema);
      assert.ok('problems' in parsed);
      assert.equal(parsed.problems.length, problems.length, parsed.problems.join('\n'));
      for (const [at, problem] of problems.entries()) assert.match(parsed.problems[at] ?? '', problem);
    });
});
