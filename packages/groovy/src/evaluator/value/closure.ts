import type { Expression } from '../../ast/expression.ts';
import type { Statement } from '../../ast/statement.ts';
import { known } from './classes.ts';
import type { Context } from './method.ts';
import { GroovyClass } from './object.ts';
import type { Closure, Eventual, Host, Value } from './value.ts';

export const OWNER_FIRST = 0;
export const DELEGATE_FIRST = 1;
export const OWNER_ONLY = 2;
export const DELEGATE_ONLY = 3;
export const TO_SELF = 4;

/** Each closure literal has a class of its own in Groovy; here they share one with the usual name. */
const closureClass = new GroovyClass('WorkflowScript$_run_closure1', known('Closure'));

/** What a closure is made of. */
export interface ClosureBody {
  readonly parameters: readonly string[];
  /** Qualified names, for `parameterTypes`. */
  readonly types: readonly string[];
  /** The most arguments that it takes. */
  readonly count: number;
  run(closure: GroovyClosure, args: readonly Value[], context: Context): Eventual;
  /** Compiles what stands somewhere inside of the literal; absent for a closure that no literal made. */
  part?(code: readonly Statement[] | Expression): PartOfClosure;
}

/** Runs a part of a closure with the variables that the closure sees. */
export type PartOfClosure = (closure: GroovyClosure, context: Context) => Eventual;

/** A closure of a script. */
export class GroovyClosure implements Closure {
  readonly kind = 'closure';
  readonly body: ClosureBody;
  /** Where it was made: its host answers when no other is given. */
  readonly context: Context;
  readonly owner: Value;
  readonly self: Value;
  delegate: Value;
  resolveStrategy: number = OWNER_FIRST;
  /** The closure inside of a curried one. */
  readonly inner: GroovyClosure | undefined;

  constructor(body: ClosureBody, context: Context, owner: Value, self: Value, inner?: GroovyClosure) {
    this.body = body;
    this.context = context;
    this.owner = owner;
    this.self = self;
    this.delegate = owner;
    this.inner = inner;
  }

  get cls(): GroovyClass {
    return closureClass;
  }

  get parameters(): readonly string[] {
    return this.body.parameters;
  }

  invoke(args: readonly Value[], context: Context): Eventual {
    return this.body.run(this, args, context);
  }

  async call(args: readonly Value[] = [], options: { readonly host?: Host } = {}): Promise<Value> {
    const host = options.host ?? this.context.host;
    const { script, categories } = this.context;
    return await this.invoke(args, { host, script, depth: 0, categories });
  }

  setDelegate(delegate: Value): void {
    this.delegate = delegate;
    this.inner?.setDelegate(delegate);
  }

  setResolveStrategy(strategy: number): void {
    this.resolveStrategy = strategy;
    this.inner?.setResolveStrategy(strategy);
  }

  /** The same code with another owner, delegate and `this`. */
  rehydrate(delegate: Value, owner: Value, self: Value): GroovyClosure {
    const copy = new GroovyClosure(this.body, this.context, owner, self, this.inner);
    copy.delegate = delegate;
    copy.resolveStrategy = this.resolveStrategy;
    return copy;
  }
}
