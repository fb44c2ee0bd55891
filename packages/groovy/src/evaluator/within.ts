import type { Expression } from '../ast/expression.ts';
import type { Statement } from '../ast/statement.ts';
import type { Interpreter } from './interpreter.ts';
import { guarded, outward } from './outcome.ts';
import { GroovyClosure, type PartOfClosure } from './value/closure.ts';
import type { Closure, Host, Value } from './value/value.ts';

/**
 * Runs parts of a block that is not run as a whole, such as the sections of a `pipeline { }` in a function: each part
 * sees the variables that the block sees. Undefined for a closure that no literal made.
 */
export function codeWithin(closure: Closure): Pick<Interpreter, 'run' | 'evaluate'> | undefined {
  if (!(closure instanceof GroovyClosure) || closure.body.part === undefined) return undefined;
  const { script, categories } = closure.context;
  const parts = new WeakMap<object, PartOfClosure>();
  const work = async (code: readonly Statement[] | Expression, host: Host): Promise<Value> => {
    const part = parts.get(code) ?? closure.body.part?.(code);
    if (part === undefined) return null;
    parts.set(code, part);
    const context = { host, script, depth: 0, categories };
    return outward(await guarded(async () => await part(closure, context)));
  };
  return { run: work, evaluate: work };
}
