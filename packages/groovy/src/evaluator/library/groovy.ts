import { callValue } from '../core/invoke.ts';
import { isClosure } from '../core/class-of.ts';
import { mapDelete, mapGet, mapPut } from '../core/maps.ts';
import { textOf } from '../core/text.ts';
import { DELEGATE_FIRST, DELEGATE_ONLY, OWNER_FIRST, OWNER_ONLY, TO_SELF } from '../value/closure.ts';
import { JavaArray, TypedMap } from '../value/collections.ts';
import { known } from '../value/classes.ts';
import { define } from './define.ts';

/** Classes of groovy.lang and groovy.util. */
export function defineGroovy(): void {
  define('Closure', {
    constants: {
      OWNER_FIRST: () => OWNER_FIRST,
      DELEGATE_FIRST: () => DELEGATE_FIRST,
      OWNER_ONLY: () => OWNER_ONLY,
      DELEGATE_ONLY: () => DELEGATE_ONLY,
      TO_SELF: () => TO_SELF,
      DONE: () => 1,
      SKIP: () => 2,
    },
  });
  // An Expando is a map whose closures are its methods.
  define<Map<never, never>>('Expando', {
    construct: ([from = null]) => {
      const map = new TypedMap();
      map.cls = known('Expando');
      if (from instanceof Map) for (const [key, value] of from) mapPut(map, key, value);
      return map;
    },
    methods: {
      'getProperty 1': (self, [name = null]) => mapGet(self, name) ?? null,
      'setProperty 2': (self, [name = null, value = null]) => {
        mapPut(self, name, value);
        return null;
      },
      'getProperties 0': (self) => new Map(self),
      'remove 1': (self, [name = null]) => mapDelete(self, name),
      'toString 0': (self, _, context) => {
        const own = mapGet(self, 'toString');
        return isClosure(own)
          ? callValue(own, [], context)
          : `{${[...self].map(([key, value]) => `${textOf(key)}=${textOf(value)}`).join(', ')}}`;
      },
    },
  });
  define('Tuple', {
    construct: (args) =>
      Object.freeze(args.length === 1 && args[0] instanceof JavaArray ? [...args[0]] : [...args]) as [],
  });
  define('Tuple2', {
    construct: (args) => Object.freeze([...args]) as [],
  });
}
