import type { GroovyClosure } from '../value/closure.ts';
import type { Box } from '../value/instance.ts';
import type { Context, ScriptScope } from '../value/method.ts';
import type { Eventual, Host, Value } from '../value/value.ts';

/** One call at work: its variables, and what stands behind it. */
export class Frame implements Context {
  /** A variable that closures share is a Box. */
  readonly slots: (Value | Box)[];
  readonly host: Host;
  readonly script: ScriptScope;
  readonly depth: number;
  readonly categories: Context['categories'];
  /** `this` */
  readonly self: Value;
  /** The closure whose body this is. */
  readonly closure: GroovyClosure | undefined;
  /** What `return` gives. */
  result: Value = null;
  /** The values of the parts of an `assert`, by the column where they are shown. */
  recorded: [number, Value][] | undefined;

  constructor(size: number, context: Context, self: Value, closure: GroovyClosure | undefined) {
    this.slots = [];
    for (let index = 0; index < size; index += 1) this.slots.push(null);
    this.host = context.host;
    this.script = context.script;
    this.depth = context.depth + 1;
    this.categories = context.categories;
    this.self = self;
    this.closure = closure;
  }
}

/** A compiled expression. */
export type Code = (frame: Frame) => Eventual;

/** How a statement ended: undefined for normally. */
export type Completion = Jump | undefined;

export interface Jump {
  readonly kind: 'return' | 'break' | 'continue';
  readonly label: string | undefined;
}

/** A compiled statement. */
export type Run = (frame: Frame) => Completion | Promise<Completion>;

export const RETURN: Jump = { kind: 'return', label: undefined };
export const BREAK: Jump = { kind: 'break', label: undefined };
export const CONTINUE: Jump = { kind: 'continue', label: undefined };

const instants = new WeakSet<Code>();

/** Marks code that never gives a promise, so that nobody has to ask. */
export function instant(code: Code): Code {
  instants.add(code);
  return code;
}

export function isInstant(code: Code): boolean {
  return instants.has(code);
}
