import { GroovyRuntimeError } from '../../errors.ts';

/** Throws what Groovy would throw; the call that was at work adds the place. */
export function fail(typeName: string, message: string): never {
  throw new GroovyRuntimeError(typeName, message);
}

/** An argument of a type that the method does not take; the caller makes a MissingMethodException of it. */
export class ArgumentMismatch extends Error {}

/** Refuses like Jenkins' sandbox; `what` is such as `staticMethod java.lang.System exit int`. */
export function refuse(what: string): never {
  fail('RejectedAccessException', `Scripts not permitted to use ${what}`);
}
