import { ScriptClass } from '../value/instance.ts';
import type { Args, Context } from '../value/method.ts';
import { GroovyClass } from '../value/object.ts';
import type { Eventual } from '../value/value.ts';
import { isClosure } from './class-of.ts';
import { fail } from './fail.ts';
import { callValue } from './invoke.ts';

/**
 * `use(Category) { … }`: while the block runs, static functions of the classes are methods of their first argument. The
 * last class comes first. Throws an UnsupportedOperationException for classes that are not the script's.
 */
export function useCategories(args: Args, context: Context): Eventual {
  const block = args.at(-1) ?? null;
  const classes = args.slice(0, -1).flat();
  if (!isClosure(block) || classes.length === 0)
    return fail('IllegalArgumentException', 'use() needs a class, or a list of classes, and a closure');
  const used = classes.map((each) => {
    if (each instanceof ScriptClass) return each;
    const name = each instanceof GroovyClass ? each.name : 'this';
    return fail(
      'UnsupportedOperationException',
      `use(${name}) is not supported: only classes of the script are`,
    );
  });
  const { host, script, depth, categories = [] } = context;
  return callValue(block, [], { host, script, depth, categories: [...used.toReversed(), ...categories] });
}
