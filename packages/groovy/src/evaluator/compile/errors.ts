import { GroovyRuntimeError } from '../../errors.ts';
import type { Eventual } from '../value/value.ts';

/** Gives an error of a script its place, unless it has one, and throws it. */
export function locate(error: unknown, offset: number): never {
  if (error instanceof GroovyRuntimeError) error.offset ??= offset;
  if (error instanceof RangeError && error.message.includes('call stack'))
    throw new GroovyRuntimeError(
      'StackOverflowError',
      'the calls of the script are nested too deeply',
      offset,
    );
  if (error instanceof RangeError && error.message === 'Invalid string length')
    throw new GroovyRuntimeError('OutOfMemoryError', 'the string is too long', offset);
  throw error;
}

/** The same for an error that comes later. */
export function located(eventual: Eventual, offset: number): Eventual {
  return eventual instanceof Promise ? eventual.catch((error: unknown) => locate(error, offset)) : eventual;
}
