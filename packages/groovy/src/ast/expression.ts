import type { AssignOperator, BinaryOperator, UnaryOperator } from './operator.ts';
import type { Span } from './span.ts';
import type { ClassBody, DeclarationStatement, Statement } from './statement.ts';
import type { AnnotationNode, Modifier, TypeNode } from './type.ts';

export type Expression =
  | LiteralNode
  | NumberNode
  | GStringNode
  | ListNode
  | MapNode
  | SpreadNode
  | VariableNode
  | PropertyNode
  | IndexNode
  | MethodPointerNode
  | CallNode
  | NewNode
  | NewArrayNode
  | ClosureNode
  | UnaryNode
  | UpdateNode
  | BinaryNode
  | InstanceofNode
  | TernaryNode
  | ElvisNode
  | CastNode
  | TupleNode
  | AssignNode
  | DeclarationExpressionNode
  | AnnotationExpressionNode;

/** A string without interpolation, a boolean or null. */
export interface LiteralNode extends Span {
  readonly kind: 'literal';
  readonly value: string | boolean | null;
}

export type NumberType = 'Integer' | 'Long' | 'BigInteger' | 'Float' | 'Double' | 'BigDecimal';

/** `42`, `1_000L`, `0x1F`, `1.5`, `2e3d`, and `-42`, which is one number. */
export interface NumberNode extends Span {
  readonly kind: 'number';
  readonly type: NumberType;
  /** The value in decimal digits, with sign, point and exponent where written; no `_`, suffix or radix prefix. */
  readonly text: string;
}

/** A string with `$x` or `${expression}` in it; `${-> x}` is a closure node with the parameters `[]`. */
export interface GStringNode extends Span {
  readonly kind: 'gstring';
  readonly parts: readonly (string | Expression)[];
}

export interface ListNode extends Span {
  readonly kind: 'list';
  /** A `spread` node is `*list`. */
  readonly elements: readonly Expression[];
}

export interface MapNode extends Span {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
}

/** `key: value`; a bare word as key is a string literal here, `(x): value` is the expression. */
export interface MapEntry extends Span {
  /** A `spread` key with the same node as value is `*:map`. */
  readonly key: Expression;
  readonly value: Expression;
}

/** `*list` in a list or an argument list, `*:map` in a map or an argument list. */
export interface SpreadNode extends Span {
  readonly kind: 'spread';
  readonly value: Expression;
}

/** A name; `this` and `super` are names, too. */
export interface VariableNode extends Span {
  readonly kind: 'variable';
  readonly name: string;
}

/** `a.b`, `a?.b`, `a*.b`, `a.@b`, `a.'b'`; `a."$b"` has `dynamicName` and an empty `name`. */
export interface PropertyNode extends Span {
  readonly kind: 'property';
  readonly object: Expression;
  readonly name: string;
  readonly dynamicName?: Expression;
  /** `?.` */
  readonly safe: boolean;
  /** `*.` */
  readonly spread: boolean;
  /** `.@`: the field itself, not its getter. */
  readonly attribute: boolean;
}

export interface IndexNode extends Span {
  readonly kind: 'index';
  readonly object: Expression;
  /** `a[1, 2]` is a list node. */
  readonly index: Expression;
}

/** `object.&name` */
export interface MethodPointerNode extends Span {
  readonly kind: 'methodPointer';
  readonly object: Expression;
  readonly name: string;
  readonly dynamicName?: Expression;
}

/**
 * `name(…)`, `name 'x'`, `receiver.name(…)`; calling a value, `f()(x)`, is a call of its method `call`; `this(…)` and
 * `super(…)` are calls of those names.
 */
export interface CallNode extends Span {
  readonly kind: 'call';
  readonly receiver?: Expression;
  readonly name: string;
  /** `x."$name"()`; `name` is empty then. */
  readonly dynamicName?: Expression;
  readonly nameSpan: Span;
  readonly safe: boolean;
  readonly spread: boolean;
  /** A `spread` node is `*list`. */
  readonly positional: readonly Expression[];
  readonly named: readonly MapEntry[];
  /** The closure literal after or at the end of the arguments; not among `positional`. */
  readonly closure?: ClosureNode;
}

/** `new Type(…)`, with `body` the anonymous class `new Type(…) { … }`. */
export interface NewNode extends Span {
  readonly kind: 'new';
  readonly type: TypeNode;
  readonly positional: readonly Expression[];
  readonly named: readonly MapEntry[];
  readonly body?: ClassBody;
}

/** `new int[2][3]`; `type` is the element's, `sizes` those that are given. */
export interface NewArrayNode extends Span {
  readonly kind: 'newArray';
  readonly type: TypeNode;
  readonly sizes: readonly Expression[];
}

export interface ClosureNode extends Span {
  readonly kind: 'closure';
  /** Undefined when no `->` was written: the closure then has the parameter `it`. */
  readonly parameters?: readonly Parameter[];
  readonly body: readonly Statement[];
}

export interface Parameter extends Span {
  readonly name: string;
  readonly type?: TypeNode;
  readonly defaultValue?: Expression;
  /** `Type... name` */
  readonly variadic: boolean;
  readonly modifiers: readonly Modifier[];
  readonly annotations: readonly AnnotationNode[];
}

export interface UnaryNode extends Span {
  readonly kind: 'unary';
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

/** `i++`, `--i`. */
export interface UpdateNode extends Span {
  readonly kind: 'update';
  readonly operator: '++' | '--';
  readonly prefix: boolean;
  readonly target: Expression;
}

export interface BinaryNode extends Span {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface InstanceofNode extends Span {
  readonly kind: 'instanceof';
  readonly value: Expression;
  readonly type: TypeNode;
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

/** `value as Type` coerces; `(Type) value` does not. */
export interface CastNode extends Span {
  readonly kind: 'cast';
  readonly value: Expression;
  readonly type: TypeNode;
  readonly coerce: boolean;
}

/** The left side of `(a, b) = f()`. */
export interface TupleNode extends Span {
  readonly kind: 'tuple';
  readonly elements: readonly Expression[];
}

export interface AssignNode extends Span {
  readonly kind: 'assign';
  readonly operator: AssignOperator;
  readonly target: Expression;
  readonly value: Expression;
}

/** A declaration as an argument, an element or a part of a `for`: `f(String x = 1)`; its value is the variable's. */
export interface DeclarationExpressionNode extends Span {
  readonly kind: 'declaration';
  readonly declaration: DeclarationStatement;
}

/** An annotation as a value, which only an annotation can have: `@Grapes([@Grab('a:b:1')])`. */
export interface AnnotationExpressionNode extends Span {
  readonly kind: 'annotation';
  readonly annotation: AnnotationNode;
}
