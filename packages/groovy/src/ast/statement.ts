import type { CallNode, Expression, Parameter } from './expression.ts';
import type { Span } from './span.ts';
import type { AnnotationNode, Modifier, TypeNode } from './type.ts';

/** A whole Groovy file. */
export interface Script extends Span {
  readonly kind: 'script';
  readonly statements: readonly Statement[];
}

export type Statement =
  | ExpressionStatement
  | DeclarationStatement
  | FunctionStatement
  | ClassStatement
  | BlockStatement
  | LabeledStatement
  | IfStatement
  | ForInStatement
  | ForStatement
  | WhileStatement
  | SwitchStatement
  | TryStatement
  | SynchronizedStatement
  | ThrowStatement
  | ReturnStatement
  | JumpStatement
  | AssertStatement
  | ImportStatement
  | PackageStatement;

export interface ExpressionStatement extends Span {
  readonly kind: 'expression';
  readonly expression: Expression;
}

/** `def x = 1`, `String x, y = 2`, `def (a, int b) = [1, 2]`. */
export interface DeclarationStatement extends Span {
  readonly kind: 'declare';
  readonly declarators: readonly Declarator[];
  /** The right side of the form with parentheses, which takes a list apart; no declarator has a value then. */
  readonly destructured?: Expression;
  readonly modifiers: readonly Modifier[];
  readonly annotations: readonly AnnotationNode[];
}

export interface Declarator extends Span {
  readonly name: string;
  readonly type?: TypeNode;
  readonly value?: Expression;
}

/** A function of a script or a method of a class. */
export interface FunctionStatement extends Span {
  readonly kind: 'function';
  readonly name: string;
  readonly nameSpan: Span;
  readonly returnType?: TypeNode;
  readonly parameters: readonly Parameter[];
  /** Undefined for an abstract method. */
  readonly body?: readonly Statement[];
  readonly modifiers: readonly Modifier[];
  readonly annotations: readonly AnnotationNode[];
}

export interface ClassStatement extends Span {
  readonly kind: 'class';
  readonly type: 'class' | 'interface' | 'enum' | 'trait' | 'annotation';
  readonly name: string;
  readonly superclass?: TypeNode;
  readonly interfaces: readonly TypeNode[];
  readonly body: ClassBody;
  readonly modifiers: readonly Modifier[];
  readonly annotations: readonly AnnotationNode[];
}

export interface ClassBody extends Span {
  /** Only of an `enum`. */
  readonly constants: readonly EnumConstant[];
  /** Declarations are fields and properties; a block is an initializer. */
  readonly members: readonly ClassMember[];
}

export type ClassMember =
  | DeclarationStatement
  | FunctionStatement
  | ConstructorMember
  | InitializerMember
  | ClassStatement;

export interface ConstructorMember extends Span {
  readonly kind: 'constructor';
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  readonly modifiers: readonly Modifier[];
  readonly annotations: readonly AnnotationNode[];
}

export interface InitializerMember extends Span {
  readonly kind: 'initializer';
  readonly static: boolean;
  readonly body: readonly Statement[];
}

/** `RED('r') { … }` */
export interface EnumConstant extends Span {
  readonly name: string;
  readonly positional: CallNode['positional'];
  readonly named: CallNode['named'];
  readonly body?: ClassBody;
  readonly annotations: readonly AnnotationNode[];
}

export interface BlockStatement extends Span {
  readonly kind: 'block';
  readonly statements: readonly Statement[];
}

export interface LabeledStatement extends Span {
  readonly kind: 'labeled';
  readonly label: string;
  readonly body: Statement;
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
  readonly type?: TypeNode;
  readonly iterable: Expression;
  readonly body: Statement;
}

/** `for (int i = 0, j = 1; i < 3; i++, j--)`. */
export interface ForStatement extends Span {
  readonly kind: 'for';
  readonly init: readonly Statement[];
  readonly test?: Expression;
  readonly update: readonly Expression[];
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
  /** Empty for `catch (e)`. */
  readonly types: readonly TypeNode[];
  readonly name: string;
  readonly body: readonly Statement[];
}

export interface SynchronizedStatement extends Span {
  readonly kind: 'synchronized';
  readonly lock: Expression;
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
  readonly label?: string;
}

export interface AssertStatement extends Span {
  readonly kind: 'assert';
  readonly test: Expression;
  readonly message?: Expression;
}

/** `import a.b.C`, `import a.b.C as D`, `import a.b.*`, `import static a.B.c`. */
export interface ImportStatement extends Span {
  readonly kind: 'import';
  /** Without `.*`. */
  readonly path: string;
  readonly static: boolean;
  readonly star: boolean;
  readonly alias?: string;
  readonly annotations: readonly AnnotationNode[];
}

export interface PackageStatement extends Span {
  readonly kind: 'package';
  readonly path: string;
  readonly annotations: readonly AnnotationNode[];
}
