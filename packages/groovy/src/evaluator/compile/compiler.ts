import type { Expression } from '../../ast/expression.ts';
import type { ClassStatement, ImportStatement, Statement } from '../../ast/statement.ts';
import type { TypeNode } from '../../ast/type.ts';
import { typeOfClass, primitiveType, type Type } from '../core/types.ts';
import { defaultClass, known, libraryClass } from '../value/classes.ts';
import { ScriptObject, ScriptClass } from '../value/instance.ts';
import type { Context, ScriptScope } from '../value/method.ts';
import { GroovyClass } from '../value/object.ts';
import { fillClass, makeClass } from './classes.ts';
import { compileExpression } from './expressions.ts';
import { type Code, Frame, type Run } from './frame.ts';
import { compileCallable, FunctionGroup } from './functions.ts';
import { castOf } from './parameters.ts';
import { Scope, type TopVariable } from './scope.ts';
import { sharedNames } from './shared-names.ts';
import { compileStatement, compileStatements } from './statements.ts';
import type { StaticMember, Unit } from './unit.ts';

/** One file of a script: its functions, its classes and what it imports. */
export class ScriptUnit implements Unit {
  readonly script: ScriptObject;
  readonly source: string | undefined;
  readonly top: Map<string, TopVariable> = new Map();
  readonly #shared: ScriptScope;
  readonly #functions: Map<string, FunctionGroup> = new Map();
  readonly #imports: Map<string, string> = new Map();
  readonly #stars: string[] = [];
  readonly #staticImports: Map<string, { cls: string; member: string }> = new Map();

  constructor(shared: ScriptScope, className: string, source: string | undefined) {
    this.#shared = shared;
    this.source = source;
    const cls = className === 'WorkflowScript' ? undefined : new GroovyClass(className, known('Script'));
    this.script = new ScriptObject((name) => this.#functions.get(name), cls);
  }

  expression(node: Expression, scope: Scope): Code {
    return compileExpression(node, scope);
  }

  statement(node: Statement, scope: Scope, tail: boolean): Run {
    return compileStatement(node, scope, tail);
  }

  statements(nodes: readonly Statement[], scope: Scope, tail: boolean): Run {
    return compileStatements(nodes, scope, tail);
  }

  /** What is known before anything runs: imports, classes and functions; then the fields, in the order written. */
  declare(statements: readonly Statement[], context: Context): void {
    for (const node of statements) if (node.kind === 'import') this.#import(node);
    this.#declareClasses(statements, context);
    for (const node of statements) {
      if (node.kind !== 'function' || node.body === undefined) continue;
      const group = this.#functions.get(node.name) ?? new FunctionGroup(node.name);
      this.#functions.set(node.name, group);
      const { parameters, body, returnType } = node;
      group.functions.push(compileCallable({ unit: this, parameters, body, returnType }));
    }
    this.#declareFields(statements);
  }

  /** Gives the fields of the script, `@Field def x = 1`, their first values. */
  async initializeFields(statements: readonly Statement[], context: Context): Promise<void> {
    for (const node of fieldsIn(statements)) {
      for (const { name, value, type } of node.declarators) {
        const box = this.script.fields.get(name);
        if (value === undefined || box === undefined) continue;
        const scope = this.scope([value]);
        const code = this.expression(value, scope);
        const frame = new Frame(scope.size, context, this.script, undefined);
        const given = await code(frame);
        const cast = castOf(type === undefined ? undefined : this.resolveType(type));
        box.value = cast === undefined ? given : cast(given, frame);
      }
    }
  }

  /** A scope for code of the script outside of its functions. */
  scope(nodes: unknown, top?: Map<string, TopVariable>): Scope {
    return new Scope({ unit: this, kind: 'script', shared: sharedNames(nodes), top });
  }

  topVariable(name: string, scope: Scope): TopVariable | undefined {
    if (scope.parent !== undefined || scope.cls !== undefined) return undefined;
    const field = this.script.fields.get(name);
    if (field !== undefined) return { box: field, cast: undefined };
    return scope.kind === 'script' ? this.top.get(name) : undefined;
  }

  resolveClass(name: string): GroovyClass | undefined {
    const own = this.#shared.classes.get(name);
    if (own !== undefined) return own;
    const imported = this.#imports.get(name);
    if (imported !== undefined) return this.#shared.classes.get(imported) ?? libraryClass(imported);
    const dot = name.indexOf('.');
    const first = dot < 0 ? undefined : this.#imports.get(name.slice(0, dot));
    if (first !== undefined) return libraryClass(`${first}${name.slice(dot)}`);
    for (const star of this.#stars) {
      const found = this.#shared.classes.get(`${star}.${name}`) ?? libraryClass(`${star}.${name}`);
      if (found !== undefined) return found;
    }
    if (dot < 0) return /^[A-Z]/.test(name) ? defaultClass(name) : undefined;
    return libraryClass(name) ?? (/^[A-Z]/.test(name) ? defaultClass(name.replace('.', '$')) : undefined);
  }

  resolveType({ name, dimensions }: TypeNode): Type | undefined {
    const primitive = primitiveType(name, dimensions);
    if (primitive !== undefined) return primitive;
    const cls = this.resolveClass(name);
    return cls === undefined ? undefined : typeOfClass(cls, dimensions);
  }

  staticImport(name: string): StaticMember | undefined {
    const own = this.#staticImports.get(name);
    if (own !== undefined) {
      const cls = this.resolveClass(own.cls);
      return cls === undefined ? undefined : { cls, member: own.member };
    }
    for (const { cls: path, member } of this.#staticImports.values()) {
      const cls = member === '*' ? this.resolveClass(path) : undefined;
      if (cls?.statics.has(name) === true || cls?.constants.has(name) === true) return { cls, member: name };
    }
    return undefined;
  }

  #import({ path, star, alias, static: isStatic }: ImportStatement): void {
    const short = path.slice(path.lastIndexOf('.') + 1);
    if (isStatic) {
      const cls = star ? path : path.slice(0, path.lastIndexOf('.'));
      this.#staticImports.set(star ? `*${path}` : (alias ?? short), { cls, member: star ? '*' : short });
    } else if (star) this.#stars.push(path);
    else this.#imports.set(alias ?? short, path);
  }

  /** Superclasses before the classes that extend them; all of them before their members. */
  #declareClasses(statements: readonly Statement[], context: Context): void {
    const waiting = [...classesIn(statements)];
    const made: { cls: ScriptClass; node: ClassStatement }[] = [];
    const inside: { cls: ScriptClass; outer: string; isStatic: boolean }[] = [];
    const names = new Set(waiting.map(({ node }) => node.name));
    while (waiting.length > 0) {
      const ready = waiting.findIndex(({ node }) => above(node).every((name) => !names.has(name)));
      const [next] = waiting.splice(Math.max(ready, 0), 1);
      if (next === undefined) break;
      const { node, outer } = next;
      const pack = statements.find((each) => each.kind === 'package');
      const prefix = pack === undefined ? '' : `${pack.path}.`;
      const named = { ...node, name: `${prefix}${outer === undefined ? '' : `${outer}$`}${node.name}` };
      const cls = makeClass(named, this, context);
      this.#shared.classes.set(node.name, cls);
      if (outer !== undefined) {
        this.#shared.classes.set(`${outer}.${node.name}`, cls);
        inside.push({ cls, outer, isStatic: isStaticInside(node) });
      }
      if (pack !== undefined) this.#shared.classes.set(`${pack.path}.${node.name}`, cls);
      names.delete(node.name);
      made.push({ cls, node });
    }
    for (const { cls, outer, isStatic } of inside) {
      const around = this.#shared.classes.get(outer);
      if (around instanceof ScriptClass) cls.outer = { cls: around, isStatic };
    }
    for (const { cls, node } of made) fillClass(cls, node, this, context);
  }

  #declareFields(statements: readonly Statement[]): void {
    for (const node of fieldsIn(statements))
      for (const { name } of node.declarators) this.script.fields.set(name, { value: null });
  }
}

function* fieldsIn(statements: readonly Statement[]): Generator<Extract<Statement, { kind: 'declare' }>> {
  for (const node of statements)
    if (node.kind === 'declare' && node.annotations.some(({ name }) => /(?:^|\.)Field$/.test(name)))
      yield node;
}

/** The classes of a file, those inside of classes, too. */
function* classesIn(
  statements: readonly Statement[],
): Generator<{ node: ClassStatement; outer: string | undefined }> {
  for (const node of statements) {
    if (node.kind !== 'class') continue;
    yield { node, outer: undefined };
    for (const member of node.body.members)
      if (member.kind === 'class') yield { node: member, outer: node.name };
  }
}

/** Enums and interfaces inside of a class are static without saying so. */
function isStaticInside({ modifiers, type }: ClassStatement): boolean {
  return type !== 'class' || modifiers.includes('static');
}

function above({ superclass, interfaces }: ClassStatement): string[] {
  return [superclass, ...interfaces].flatMap((type) => (type === undefined ? [] : [type.name]));
}
