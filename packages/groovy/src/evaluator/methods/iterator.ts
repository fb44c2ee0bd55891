import { makeSet } from '../core/collections.ts';
import { fail } from '../core/fail.ts';
import { itemsOf, snapshotOf } from '../core/iterate.ts';
import type { ValueIterator } from '../value/collections.ts';
import type { MethodTable } from '../value/method.ts';

/** Methods of java.util.Iterator. */
export const iteratorMethods: MethodTable<ValueIterator> = {
  'hasNext|hasMoreElements 0': (self) => self.peek().done !== true,
  'next|nextElement 0': (self) => {
    const step = self.next();
    return step.done === true ? fail('NoSuchElementException', 'the iterator has no more items') : step.value;
  },
  'remove 0': (self) => {
    self.remove?.(self.last);
    return null;
  },
  'iterator 0': (self) => self,
  'toList 0': (self, _, context) => snapshotOf(self, context),
  'toSet 0': (self, _, context) => makeSet(itemsOf(self, context)),
  'size 0': (self, _, context) => itemsOf(self, context).length,
};
