import type { Expression } from '../../ast/expression.ts';
import type { Statement } from '../../ast/statement.ts';
import type { TypeNode } from '../../ast/type.ts';
import type { Type } from '../core/types.ts';
import type { ScriptObject } from '../value/instance.ts';
import type { GroovyClass } from '../value/object.ts';
import type { Code, Run } from './frame.ts';
import type { Scope, TopVariable } from './scope.ts';

export interface StaticMember {
  readonly cls: GroovyClass;
  readonly member: string;
}

/** Compiles the parts of one script; the compilers of single nodes reach each other through it. */
export interface Unit {
  readonly script: ScriptObject;
  /** The source text, when it is known; for the messages of `assert`. */
  readonly source: string | undefined;
  expression(node: Expression, scope: Scope): Code;
  /** `tail` when its value is what the function gives. */
  statement(node: Statement, scope: Scope, tail: boolean): Run;
  /** Several statements in a row; `tail` holds for the last one. */
  statements(nodes: readonly Statement[], scope: Scope, tail: boolean): Run;
  /** The class of a name as written; undefined when there is none. */
  resolveClass(name: string): GroovyClass | undefined;
  /** Undefined for a type that nobody knows. */
  resolveType(node: TypeNode): Type | undefined;
  /** What a name of an `import static` stands for. */
  staticImport(name: string): StaticMember | undefined;
  /** A variable of the script's top level that code of this scope sees. */
  topVariable(name: string, scope: Scope): TopVariable | undefined;
}
