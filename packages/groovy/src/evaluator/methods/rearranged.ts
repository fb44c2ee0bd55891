import { intAt } from '../core/arguments.ts';
import { similar } from '../core/collections.ts';
import type { Task } from '../core/eventual.ts';
import { fail } from '../core/fail.ts';
import { callValue } from '../core/invoke.ts';
import { itemsOf, snapshotOf } from '../core/iterate.ts';
import { GroovySet, Range } from '../value/collections.ts';
import type { Context } from '../value/method.ts';
import type { Value } from '../value/value.ts';

/** `collection.flatten()`, `collection.flatten { … }` */
export function* flattenTask(self: Value, closure: Value | undefined, context: Context): Task<Value> {
  const flat: Value[] = [];
  const visit = function* (items: readonly Value[]): Task<void> {
    for (const item of items) {
      if (Array.isArray(item) || item instanceof GroovySet || item instanceof Range)
        yield* visit(itemsOf(item, context));
      else if (closure === undefined) flat.push(item);
      else {
        const made = yield callValue(closure, [item], context);
        if (made !== item && (Array.isArray(made) || made instanceof GroovySet))
          yield* visit(itemsOf(made, context));
        else flat.push(made);
      }
    }
  };
  yield* visit(snapshotOf(self, context));
  return similar(self, flat);
}

/** All orders of a few items. */
export function permutations(items: readonly Value[]): Value[][] {
  if (items.length > 9)
    return fail('OutOfMemoryError', `the permutations of ${items.length} items are too many`);
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item].concat(rest)),
  );
}

/** `list.collate(size, step, keepRemainder)` */
export function collate(items: readonly Value[], args: readonly Value[]): Value {
  const size = intAt(args, 0);
  const step = typeof args[1] === 'number' ? args[1] : size;
  const keep = args.at(-1) !== false;
  if (size <= 0) return [[...items]];
  const parts: Value[] = [];
  for (let at = 0; at < items.length; at += Math.max(step, 1)) {
    const part = items.slice(at, at + size);
    if (part.length === size || keep) parts.push(part);
  }
  return parts;
}
