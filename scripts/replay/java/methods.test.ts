import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callsIn } from './expressions.ts';
import { testMethodsOf } from './methods.ts';

const source = String.raw`
class DoorTest {
    // void comment() { }
    @Ignore("later") @Test public void closed() { knock("a"); }
    public void helper() { knock("b"); }
    @Issue("X-1")
    @Test
    public void open() throws Exception {
        String tab = "\t\"" + 1;
        final Door door = new house.Door(tab, (Key) null).with(List.of("x", "y")).open();
        for (int i : new int[] {1, 2}) {
            knock(i);
        }
        knock("""
              one
                two\
              """, e -> { fail("not", "read"); });
    }
    static final String[] ALL = {"a", "b"};
}`;

test('only methods marked @Test, with what is ignored', () => {
  assert.deepEqual(
    testMethodsOf(source).map(({ name, ignored }) => [name, ignored]),
    [
      ['closed', 'later'],
      ['open', undefined],
    ],
  );
});

test('variables, chains of calls in their order, loops, text blocks', () => {
  const statements = testMethodsOf(source)[1]?.statements ?? [];
  const [tab, door, inLoop, last] = statements;
  assert.deepEqual(tab?.value, {
    kind: 'sum',
    terms: [
      { kind: 'text', value: '\t"' },
      { kind: 'name', name: '1' },
    ],
  });
  assert.equal(door?.name, 'door');
  assert.deepEqual(door === undefined ? [] : callsIn(door.value).map(({ name }) => name), [
    'new Door',
    'of',
    'with',
    'open',
  ]);
  assert.deepEqual([inLoop?.isRepeated, last?.isRepeated], [true, false]);
  const [block, lambda] = last?.value.kind === 'call' ? last.value.args : [];
  assert.deepEqual(block, { kind: 'text', value: 'one\n  two' });
  assert.equal(lambda?.kind, 'other');
});
