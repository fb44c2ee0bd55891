import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareIssues } from './compare.ts';
import { atLeast, filtersOf } from './filters.ts';
import { gatesOf, passGates } from './gate.ts';
import type { Issue } from './issue.ts';

const issues = fc.array(
  fc.record({
    file: fc.constantFrom('a', 'b'),
    line: fc.nat(5),
    severity: fc.constantFrom('ERROR', 'HIGH', 'NORMAL', 'LOW'),
    rule: fc.constantFrom('x', 'y'),
    message: fc.constantFrom('m', 'n'),
  }) as fc.Arbitrary<Issue>,
);

test('what is new and what is fixed make up the difference, wherever issues moved to', () => {
  fc.assert(
    fc.property(issues, issues, (now, before) => {
      const changed = compareIssues(now, before);
      assert.equal(changed.new.length - changed.fixed.length, now.length - before.length);
      assert.deepEqual(
        compareIssues(
          now,
          now.map((each) => ({ ...each, line: 9 })),
        ),
        { new: [], fixed: [] },
      );
    }),
  );
});

const issue = (severity: Issue['severity'], file = 'a'): Issue => ({ file, severity, message: 'm' });
const found = {
  all: [issue('HIGH'), issue('LOW')],
  new: [issue('LOW')],
  fixed: [issue('HIGH'), issue('HIGH')],
};
const gate = (
  ...entries: readonly (readonly [string, string | number | boolean])[]
): Map<string, string | number | boolean> => new Map(entries);

for (const [name, entry, result] of [
  ['TOTAL reached', gate(['threshold', 2], ['type', 'TOTAL']), 'UNSTABLE'],
  ['TOTAL not reached', gate(['threshold', 3], ['type', 'TOTAL']), 'SUCCESS'],
  ['by severity', gate(['threshold', 1], ['type', 'TOTAL_HIGH'], ['unstable', false]), 'FAILURE'],
  ['new ones', gate(['threshold', 1], ['type', 'NEW_LOW'], ['criticality', 'FAILURE']), 'FAILURE'],
  ['new ones of another severity', gate(['threshold', 1], ['type', 'NEW_HIGH']), 'SUCCESS'],
  ['the difference', gate(['threshold', 1], ['type', 'DELTA']), 'SUCCESS'],
] as const)
  test(`a quality gate of ${name}: ${result}`, () => {
    assert.equal(passGates(gatesOf([entry]), found).result, result);
  });

test('a gate or a filter that means nothing is an error', () => {
  assert.throws(() => gatesOf([gate(['type', 'TOTAL'])]), /threshold 0 is no gate/);
  assert.throws(() => gatesOf([gate(['threshold', 1], ['type', 'ALL'])]), /type ALL is no gate/);
  assert.throws(() => filtersOf([gate(['$class', 'excludeModule'])]), /excludeModule does not filter here/);
  assert.throws(() => filtersOf([gate(['$class', 'excludeFile'], ['pattern', '('])]), /not a valid regular/);
});

test('filters take what an include finds and no exclude', () => {
  const wanted = filtersOf([
    gate(['$class', 'includeFile'], ['pattern', '^src/']),
    gate(['$class', 'excludeFile'], ['pattern', 'gen']),
  ]);
  assert.deepEqual(
    ['src/a', 'src/gen/a', 'b'].map((file) => wanted(issue('LOW', file))),
    [true, false, false],
  );
  assert.deepEqual(
    (['ERROR', 'NORMAL', 'LOW'] as const).map((each) => atLeast('NORMAL')(issue(each))),
    [true, true, false],
  );
});
