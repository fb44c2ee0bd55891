import { GroovyRuntimeError, GroovyThrownError } from '../../errors.ts';
import { Throwable } from '../value/instance.ts';
import type { Context } from '../value/method.ts';
import type { DescribedError, Thrown, Value } from '../value/value.ts';
import { exceptionClass } from './class-of.ts';
import { EndlessError, fail } from './fail.ts';

/** The exceptions of errors that were thrown, so that a script catches the very object that it threw. */
const values = new WeakMap<object, Thrown>();

/** What JavaScript throws for an exception of the script. */
export function errorOf(value: Value, start: number): unknown {
  if (value instanceof Throwable) {
    if (value.error === undefined) {
      const error = new GroovyThrownError(value.typeName, value.message, start);
      value.error = error;
      values.set(error, value);
    }
    return value.error;
  }
  if (value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'thrown')
    return value.error;
  return fail('GroovyCastException', 'only an exception can be thrown');
}

/** An error as a script sees it; undefined when no script may catch it. */
export function thrownOf(error: unknown, context: Context): Thrown | undefined {
  const known = typeof error === 'object' && error !== null ? values.get(error) : undefined;
  if (known !== undefined) return known;
  const described = describe(error, context);
  if (described === undefined) return undefined;
  const thrown = new Throwable(exceptionClass(described.typeName), described.message, null, error);
  for (const [name, value] of described.properties ?? []) thrown.fields.set(name, value);
  if (typeof error === 'object' && error !== null) values.set(error, thrown);
  return thrown;
}

function describe(error: unknown, { host }: Context): DescribedError | undefined {
  if (error instanceof EndlessError) return undefined;
  if (error instanceof GroovyRuntimeError || error instanceof GroovyThrownError)
    return { typeName: error.typeName, message: error.message };
  if (error instanceof RangeError && error.message.includes('call stack'))
    return { typeName: 'StackOverflowError', message: null };
  if (error instanceof RangeError && error.message === 'Invalid string length')
    return { typeName: 'OutOfMemoryError', message: 'the string is too long' };
  const message = error instanceof Error ? error.message : String(error);
  return host.describeError === undefined ? { typeName: 'Exception', message } : host.describeError(error);
}
