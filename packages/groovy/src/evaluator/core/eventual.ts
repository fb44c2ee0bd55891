import type { Context, Method } from '../value/method.ts';
import type { Eventual, Value } from '../value/value.ts';
import { fail } from './fail.ts';

/** Goes on with a value now, or when its promise is kept. */
export function whenKnown<T, R>(value: T | Promise<T>, next: (value: T) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** What was found, or else what another place gives: Groovy's null is a value that was found, `??` would lose it. */
export function orElse<T, U>(found: T | undefined, other: () => U): T | U {
  return found === undefined ? other() : found;
}

/** Work that yields what may be a promise and is given back the value. */
export type Task<T> = Generator<Eventual, T, Value>;

/** Drives a task: without a promise it is done at once, after the first one the rest waits for it. */
export function drive<T>(task: Task<T>): T | Promise<T> {
  let step = task.next();
  while (step.done !== true) {
    if (step.value instanceof Promise) return driveLater(task, step.value);
    step = task.next(step.value);
  }
  return step.value;
}

async function driveLater<T>(task: Task<T>, first: Promise<Value>): Promise<T> {
  let step = await resume(task, first);
  while (step.done !== true) step = await resume(task, step.value);
  return step.value;
}

async function resume<T>(task: Task<T>, eventual: Eventual): Promise<IteratorResult<Eventual, T>> {
  let value: Value;
  try {
    value = await eventual;
  } catch (error) {
    return task.throw(error);
  }
  return task.next(value);
}

/** A method whose body is a task. */
export function task<Self>(
  body: (self: Self, args: readonly Value[], context: Context) => Task<Value>,
): (self: Self, args: readonly Value[], context: Context) => Eventual {
  return (self, args, context) => drive(body(self, args, context));
}

/** Runs what cannot wait, such as a comparison: a promise is an error there. */
export function atOnce(context: Context, what: string, work: () => Eventual): Value {
  if (context.script.unwaiting === 0) context.script.unwaitingSince = performance.now();
  context.script.unwaiting += 1;
  try {
    const value = work();
    if (!(value instanceof Promise)) return value;
    // Nobody waits for it: its failure must not end the process.
    value.catch(() => undefined);
    return fail('UnsupportedOperationException', `${what} must not call a step`);
  } finally {
    context.script.unwaiting -= 1;
  }
}

/** A method by name, called at once. */
export function callAtOnce(
  method: Method,
  self: Value,
  args: readonly Value[],
  context: Context,
  name: string,
): Value {
  return atOnce(context, `${name}()`, () => method(self as never, args, context));
}
