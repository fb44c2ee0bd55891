import { GroovyRuntimeError } from '../../errors.ts';

/** Throws what Groovy would throw; the call that was at work adds the place. */
export function fail(typeName: string, message: string): never {
  throw new GroovyRuntimeError(typeName, message);
}

/** How many milliseconds code may take that nothing can interrupt. */
export const longestAtOnce = 5_000;

/** Code that cannot wait, such as a `toString`, has no end: neither an abort nor a `catch` of the script gets into it. */
export class EndlessError extends GroovyRuntimeError {
  constructor(milliseconds: number) {
    super(
      'InterruptedException',
      `a comparison, toString() or the like ran for ${milliseconds / 1000} s, and nothing can interrupt it`,
    );
  }
}

/** An argument of a type that the method does not take; the caller makes a MissingMethodException of it. */
export class ArgumentMismatch extends Error {}

/** Refuses like Jenkins' sandbox; `what` is such as `staticMethod java.lang.System exit int`. */
export function refuse(what: string): never {
  fail('RejectedAccessException', `Scripts not permitted to use ${what}`);
}
