import type { CallNode } from '../../ast/expression.ts';
import type { GroovyObject } from './object.ts';

/**
 * A Groovy value. An Integer is a number, a Long a bigint, a String a string, a List an array (a Java array is a
 * JavaArray), a Map a `Map`; everything else is a GroovyObject of this package, or an object of the host's. A script
 * reaches them through the method tables of this package only: no JavaScript property or prototype is ever visible to it.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Value[]
  | GroovyMap
  | GroovyObject
  | Closure
  | HostObject
  | Thrown;

export type GroovyMap = Map<Value, Value>;

/** What an operation gives that may have called a step: its value, or the promise of it. */
export type Eventual = Value | Promise<Value>;

/** A block of code as a value. */
export interface Closure {
  readonly kind: 'closure';
  /** Names of the declared parameters; `['it']` when none was declared. */
  readonly parameters: readonly string[];
  /**
   * Runs the body and gives the value of its last expression or `return`. `host` answers the names that
   * the script itself does not define, for the body and everything it calls; without it the host of the
   * code that made the closure does. Rejects with whatever the body throws.
   */
  call(args?: readonly Value[], options?: { readonly host?: Host }): Promise<Value>;
}

/** An object of the host's, such as `env` or `currentBuild`; the script sees these functions and nothing else. */
export interface HostObject {
  readonly kind: 'object';
  /** For error messages and `toString`. */
  readonly typeName: string;
  /** Undefined when there is no such property. */
  getProperty(name: string): Value | undefined;
  /** Throws for a property that cannot be set. */
  setProperty?(name: string, value: Value): void;
  /** Undefined when there is no such method. */
  callMethod?(name: string, args: Arguments, call: CallNode): Promise<Value> | undefined;
}

/** An exception as `catch (e)` sees it: `e.message`, `e.getMessage()`, `e.toString()`. */
export interface Thrown {
  readonly kind: 'thrown';
  /** The short Java name, such as `AbortException`. */
  readonly typeName: string;
  readonly message: string | null;
  /** What was thrown in JavaScript; throwing the value again throws this very object. */
  readonly error: unknown;
}

/** The arguments of a call, evaluated. GStrings, ranges and sets have become strings and lists. */
export interface Arguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  /** The closure after the arguments, or the last argument when that is a closure. Not among `positional`. */
  readonly closure?: Closure;
}

/** An error of the host as scripts see it. */
export interface DescribedError {
  /** The short name of its class. */
  readonly typeName: string;
  readonly message: string | null;
  /** A `catch` may see it, but it is thrown again behind the block. */
  readonly lasts?: boolean;
  /** What else can be asked of it, such as `causes`. */
  readonly properties?: ReadonlyMap<string, Value>;
}

/** What stands behind a script: whatever it names without defining it, it asks the host for. */
export interface Host {
  /** Undefined when there is no such variable; the script then fails with `No such property`. */
  getVariable(name: string): Value | undefined;
  /** An assignment to a name that no `def` declares. */
  setVariable(name: string, value: Value): void;
  /** A call without receiver, such as a step. Rejects with an error the script may catch. */
  callMethod(name: string, args: Arguments, call: CallNode): Promise<Value>;
  /**
   * How `catch` sees an error that a host function threw; undefined when no script may catch it.
   * Without this function every error is an `Exception`.
   */
  describeError?(error: unknown): DescribedError | undefined;
  /**
   * Asked once in about a thousand turns of loops and calls or 50 ms, and awaited when it gives a promise; throws or
   * rejects to stop the script. Not asked while code runs that cannot wait, such as a `toString`.
   */
  checkpoint?(): void | Promise<void>;
}
