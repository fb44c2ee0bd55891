import type { Expression } from '../ast/expression.ts';
import type { FunctionStatement, Statement } from '../ast/statement.ts';
import type { Host, Value } from './value.ts';

/** The variables that a block declared, and those around it. */
export interface Scope {
  readonly variables: Map<string, Value>;
  readonly parent: Scope | undefined;
}

/** Where code runs: its variables, the script's functions and the host behind both. */
export interface Frame {
  readonly scope: Scope;
  readonly functions: Map<string, FunctionStatement>;
  readonly host: Host;
  readonly rules: Rules;
}

/** The two rules of the language that its parts use of each other. */
interface Rules {
  readonly evaluate: (node: Expression, frame: Frame) => Promise<Value>;
  /** Gives what the block returns, or the value of its last statement. */
  readonly runBlock: (statements: readonly Statement[], frame: Frame) => Promise<Value>;
}

export function newScope(parent?: Scope): Scope {
  return { variables: new Map(), parent };
}

/** The same frame with room for new variables. */
export function inner(frame: Frame): Frame {
  return { ...frame, scope: newScope(frame.scope) };
}

/** The scope that declares a name. */
export function declaring(scope: Scope, name: string): Scope | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    if (at.variables.has(name)) return at;
  }
  return undefined;
}
