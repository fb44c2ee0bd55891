import type { CatchClause, TryStatement } from '../../ast/statement.ts';
import { classOf } from '../core/class-of.ts';
import { thrownOf } from '../core/thrown.ts';
import type { GroovyClass } from '../value/object.ts';
import type { Thrown, Value } from '../value/value.ts';
import type { Completion, Frame, Run } from './frame.ts';
import type { Scope } from './scope.ts';
import { initializerOf } from './variables.ts';

interface Handler {
  /** Undefined takes every Exception. */
  readonly takes: (thrown: Thrown) => boolean;
  readonly initialize: (value: Value, frame: Frame) => Value;
  readonly run: Run;
}

/** `try`, its `catch` clauses and `finally`. */
export function compileTry(node: TryStatement, scope: Scope, tail: boolean): Run {
  const body = scope.inBlock(() => scope.unit.statements(node.body, scope, tail));
  const handlers = node.catches.map((clause) => compileCatch(clause, scope, tail));
  const { finalizer } = node;
  const last =
    finalizer === undefined ? undefined : scope.inBlock(() => scope.unit.statements(finalizer, scope, false));
  const caught = compileCaught(body, handlers);
  return last === undefined ? caught : compileFinally(caught, last);
}

function compileCatch(clause: CatchClause, scope: Scope, tail: boolean): Handler {
  return scope.inBlock(() => {
    const takers = clause.types.map(({ name }) => takerOf(scope.unit.resolveClass(name), name));
    const initialize = initializerOf(scope.declareLocal(clause.name));
    const run = scope.unit.statements(clause.body, scope, tail);
    const takes =
      takers.length === 0 ? isException : (thrown: Thrown): boolean => takers.some((taker) => taker(thrown));
    return { takes, initialize, run };
  });
}

/** A type that nobody knows is compared by its name. */
function takerOf(cls: GroovyClass | undefined, name: string): (thrown: Thrown) => boolean {
  if (cls !== undefined) return (thrown) => classOf(thrown).isA(cls);
  const short = name.slice(name.lastIndexOf('.') + 1);
  return (thrown) => classOf(thrown).line.some((each) => each.simpleName === short);
}

/** `catch (e)` takes every Exception, but no Error. */
function isException(thrown: Thrown): boolean {
  return classOf(thrown).line.some((each) => each.name === 'java.lang.Exception');
}

function compileCaught(body: Run, handlers: readonly Handler[]): Run {
  if (handlers.length === 0) return body;
  return (frame) => {
    try {
      const completion = body(frame);
      return completion instanceof Promise
        ? completion.catch((error: unknown) => handle(handlers, error, frame))
        : completion;
    } catch (error) {
      return handle(handlers, error, frame);
    }
  };
}

function handle(
  handlers: readonly Handler[],
  error: unknown,
  frame: Frame,
): Completion | Promise<Completion> {
  const thrown = thrownOf(error, frame);
  const handler = thrown === undefined ? undefined : handlers.find(({ takes }) => takes(thrown));
  if (thrown === undefined || handler === undefined) throw error;
  handler.initialize(thrown, frame);
  const completion = handler.run(frame);
  if (frame.host.describeError?.(error)?.lasts !== true) return completion;
  const again = (): never => {
    throw error;
  };
  return completion instanceof Promise ? completion.then(again) : again();
}

/** `finally` runs in any case; what it decides itself, by `return` or `break`, holds. */
function compileFinally(work: Run, last: Run): Run {
  return (frame) => {
    let completion: Completion | Promise<Completion>;
    try {
      completion = work(frame);
    } catch (error) {
      return after(last(frame), () => {
        throw error;
      });
    }
    if (completion instanceof Promise) return finallyLater(completion, last, frame);
    const ended = completion;
    const { result } = frame;
    return after(last(frame), () => {
      frame.result = result;
      return ended;
    });
  };
}

/** What `finally` itself decided, else what came before it. */
function after(
  completion: Completion | Promise<Completion>,
  before: () => Completion,
): Completion | Promise<Completion> {
  if (completion instanceof Promise) return completion.then((later) => later ?? before());
  return completion ?? before();
}

async function finallyLater(completion: Promise<Completion>, last: Run, frame: Frame): Promise<Completion> {
  let ended: Completion;
  try {
    ended = await completion;
  } catch (error) {
    const own = await last(frame);
    if (own !== undefined) return own;
    throw error;
  }
  const { result } = frame;
  const own = await last(frame);
  if (own === undefined) frame.result = result;
  return own ?? ended;
}
