import type { AssignOperator, BinaryOperator } from './operator.ts';
import type { Span } from './span.ts';
import type { Statement } from './statement.ts';

export type Expression =
  | LiteralNode
  | GStringNode
  | ListNode
  | MapNode
  | VariableNode
  | PropertyNode
  | IndexNode
  | CallNode
  | NewNode
  | ClosureNode
  | UnaryNode
  | UpdateNode
  | BinaryNode
  | TernaryNode
  | ElvisNode
  | CastNode
  | AssignNode;

/** A string without interpolation, a number, a boolean or null. */
export interface LiteralNode extends Span {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
}

/** A string with `$x` or `${expression}` in it. */
export interface GStringNode extends Span {
  readonly kind: 'gstring';
  readonly parts: readonly (string | Expression)[];
}

export interface ListNode extends Span {
  readonly kind: 'list';
  readonly elements: readonly Expression[];
}

export interface MapNode extends Span {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
}

/** `key: value`; a bare word as key is a string literal here. */
export interface MapEntry extends Span {
  readonly key: Expression;
  readonly value: Expression;
}

export interface VariableNode extends Span {
  readonly kind: 'variable';
  readonly name: string;
}

export interface PropertyNode extends Span {
  readonly kind: 'property';
  readonly object: Expression;
  readonly name: string;
  /** `?.` */
  readonly safe: boolean;
  /** `*.` */
  readonly spread: boolean;
}

export interface IndexNode extends Span {
  readonly kind: 'index';
  readonly object: Expression;
  readonly index: Expression;
}

/** `name(…)`, `name 'x'`, `receiver.name(…)`; calling a value, `f()(x)`, is a call of its method `call`. */
export interface CallNode extends Span {
  readonly kind: 'call';
  readonly receiver?: Expression;
  readonly name: string;
  readonly nameSpan: Span;
  readonly safe: boolean;
  readonly spread: boolean;
  readonly positional: readonly Expression[];
  readonly named: readonly MapEntry[];
  /** The closure literal after or at the end of the arguments. */
  readonly closure?: ClosureNode;
}

/** `new Type(…)`. */
export interface NewNode extends Span {
  readonly kind: 'new';
  readonly type: string;
  readonly positional: readonly Expression[];
  readonly named: readonly MapEntry[];
}

export interface ClosureNode extends Span {
  readonly kind: 'closure';
  /** Undefined when no `->` was written: the closure then has the parameter `it`. */
  readonly parameters?: readonly Parameter[];
  readonly body: readonly Statement[];
}

export interface Parameter extends Span {
  readonly name: string;
  readonly defaultValue?: Expression;
}

export interface UnaryNode extends Span {
  readonly kind: 'unary';
  readonly operator: '!' | '-' | '+';
  readonly operand: Expression;
}

/** `i++`, `--i`. */
export interface UpdateNode extends Span {
  readonly kind: 'update';
  readonly operator: '++' | '--';
  readonly prefix: boolean;
  readonly target: Expression;
}

/** The right side of `instanceof` is a string literal with the type's name. */
export interface BinaryNode extends Span {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface TernaryNode extends Span {
  readonly kind: 'ternary';
  readonly test: Expression;
  readonly consequent: Expression;
  readonly alternate: Expression;
}

export interface ElvisNode extends Span {
  readonly kind: 'elvis';
  readonly left: Expression;
  readonly right: Expression;
}

/** `value as Type`. */
export interface CastNode extends Span {
  readonly kind: 'cast';
  readonly value: Expression;
  readonly type: string;
}

export interface AssignNode extends Span {
  readonly kind: 'assign';
  readonly operator: AssignOperator;
  readonly target: Expression;
  readonly value: Expression;
}
