/** Where a node stands in its source: offsets in UTF-16 units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

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
  readonly operator: '!' | '-' | '+' | '~';
  readonly operand: Expression;
}

/** `i++`, `--i`. */
export interface UpdateNode extends Span {
  readonly kind: 'update';
  readonly operator: '++' | '--';
  readonly prefix: boolean;
  readonly target: Expression;
}

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '**'
  | '=='
  | '!='
  | '<'
  | '>'
  | '<='
  | '>='
  | '<=>'
  | '&&'
  | '||'
  | 'in'
  | 'instanceof'
  | '=~'
  | '==~'
  | '<<'
  | '..'
  | '..<';

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

export type AssignOperator = '=' | '+=' | '-=' | '*=' | '/=' | '%=';

export interface AssignNode extends Span {
  readonly kind: 'assign';
  readonly operator: AssignOperator;
  readonly target: Expression;
  readonly value: Expression;
}
