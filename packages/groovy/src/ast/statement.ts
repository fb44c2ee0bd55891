import type { Expression, Parameter } from './expression.ts';
import type { Span } from './span.ts';

/** A whole Groovy file. */
export interface Script extends Span {
  readonly kind: 'script';
  readonly statements: readonly Statement[];
}

export type Statement =
  | ExpressionStatement
  | DeclarationStatement
  | FunctionStatement
  | BlockStatement
  | IfStatement
  | ForInStatement
  | ForStatement
  | WhileStatement
  | SwitchStatement
  | TryStatement
  | ThrowStatement
  | ReturnStatement
  | JumpStatement
  | AssertStatement
  | ImportStatement;

export interface ExpressionStatement extends Span {
  readonly kind: 'expression';
  readonly expression: Expression;
}

/** `def x = 1`, `String x`, `def (a, b) = [1, 2]`. */
export interface DeclarationStatement extends Span {
  readonly kind: 'declare';
  readonly names: readonly string[];
  /** True for the form with parentheses, which takes a list apart. */
  readonly destructured: boolean;
  readonly value?: Expression;
  /** `Library` in `@Library('x') _`. */
  readonly annotations: readonly string[];
}

export interface FunctionStatement extends Span {
  readonly kind: 'function';
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
}

export interface BlockStatement extends Span {
  readonly kind: 'block';
  readonly statements: readonly Statement[];
}

export interface IfStatement extends Span {
  readonly kind: 'if';
  readonly test: Expression;
  readonly consequent: Statement;
  readonly alternate?: Statement;
}

/** `for (x in xs)` and `for (Type x : xs)`. */
export interface ForInStatement extends Span {
  readonly kind: 'forIn';
  readonly name: string;
  readonly iterable: Expression;
  readonly body: Statement;
}

/** `for (int i = 0; i < 3; i++)`. */
export interface ForStatement extends Span {
  readonly kind: 'for';
  readonly init?: Statement;
  readonly test?: Expression;
  readonly update?: Expression;
  readonly body: Statement;
}

export interface WhileStatement extends Span {
  readonly kind: 'while';
  readonly test: Expression;
  readonly body: Statement;
}

export interface SwitchStatement extends Span {
  readonly kind: 'switch';
  readonly subject: Expression;
  readonly cases: readonly SwitchCase[];
}

export interface SwitchCase extends Span {
  /** Missing for `default:`. */
  readonly test?: Expression;
  readonly body: readonly Statement[];
}

export interface TryStatement extends Span {
  readonly kind: 'try';
  readonly body: readonly Statement[];
  readonly catches: readonly CatchClause[];
  readonly finalizer?: readonly Statement[];
}

export interface CatchClause extends Span {
  /** Type names as written; empty for `catch (e)`. */
  readonly types: readonly string[];
  readonly name: string;
  readonly body: readonly Statement[];
}

export interface ThrowStatement extends Span {
  readonly kind: 'throw';
  readonly value: Expression;
}

export interface ReturnStatement extends Span {
  readonly kind: 'return';
  readonly value?: Expression;
}

export interface JumpStatement extends Span {
  readonly kind: 'break' | 'continue';
}

export interface AssertStatement extends Span {
  readonly kind: 'assert';
  readonly test: Expression;
  readonly message?: Expression;
}

export interface ImportStatement extends Span {
  readonly kind: 'import';
  readonly path: string;
}
