import { GroovyRuntimeError } from '../../errors.ts';
import { toNumber } from '../operators.ts';
import { textOf, typeOf } from '../text.ts';
import { areEqual } from '../truth.ts';
import type { Closure, Thrown, Value } from '../value.ts';
import { listMethods } from './list.ts';
import { mapMethods } from './map.ts';
import type { Method, Methods } from './method.ts';
import { stringMethods } from './string.ts';

const anyMethods: Methods<Value> = new Map<string, Method<Value>>([
  ['equals', (self, other) => areEqual(self, other ?? null)],
  ['toString', (self) => textOf(self)],
]);

const numberMethods: Methods<number> = new Map<string, Method<number>>([
  ['abs', (self) => Math.abs(self)],
  ['intValue', (self) => Math.trunc(self)],
  ['round', (self) => Math.round(self)],
  ['toInteger', (self) => Math.trunc(self)],
  [
    'times',
    async (self, closure) => {
      for (let index = 0; index < self; index += 1) await (closure as Closure).call([index]);
      return null;
    },
  ],
  ['toDouble', (self) => toNumber(self)],
]);

const closureMethods: Methods<Closure> = new Map<string, Method<Closure>>([
  ['call', async (self, ...args) => await self.call(args)],
]);

const thrownMethods: Methods<Thrown> = new Map<string, Method<Thrown>>([
  ['getMessage', (self) => self.message],
  ['printStackTrace', () => null],
]);

/** Calls a built-in method. Throws a GroovyRuntimeError when the type has no such method. */
export async function callBuiltIn(self: Value, name: string, args: Value[], offset: number): Promise<Value> {
  const method = (tableOf(self)?.get(name) ?? anyMethods.get(name)) as Method<Value> | undefined;
  if (method === undefined) {
    const types = args.map(typeOf).join(', ');
    const message = `No signature of method: ${typeOf(self)}.${name}() is applicable for argument types: (${types})`;
    throw new GroovyRuntimeError('MissingMethodException', message, offset);
  }
  try {
    return await method(self, ...args);
  } catch (error) {
    if (!(error instanceof TypeError) && !(error instanceof SyntaxError) && !(error instanceof RangeError))
      throw error;
    throw new GroovyRuntimeError(
      'IllegalArgumentException',
      `${typeOf(self)}.${name}: ${error.message}`,
      offset,
    );
  }
}

function tableOf(self: Value): Methods<never> | undefined {
  if (typeof self === 'string') return stringMethods;
  if (typeof self === 'number') return numberMethods;
  if (Array.isArray(self)) return listMethods;
  if (self instanceof Map) return mapMethods;
  if (self === null || typeof self !== 'object') return undefined;
  if (self.kind === 'closure') return closureMethods;
  return self.kind === 'thrown' ? thrownMethods : undefined;
}
