import { mapPut } from '../core/maps.ts';
import { textOf } from '../core/text.ts';
import type { Entry } from '../value/collections.ts';
import type { MethodTable } from '../value/method.ts';

/** Methods of an entry of a map. */
export const entryMethods: MethodTable<Entry> = {
  'getKey 0': (self) => self.key,
  'getValue 0': (self) => self.value,
  'setValue 1': (self, [value = null]) => {
    const before = self.value;
    self.value = value;
    if (self.map !== undefined) mapPut(self.map, self.key, value);
    return before;
  },
  'toString 0': (self, _, context) => `${textOf(self.key, context)}=${textOf(self.value, context)}`,
};
