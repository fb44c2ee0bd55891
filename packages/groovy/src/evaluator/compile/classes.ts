import type { CallNode } from '../../ast/expression.ts';
import type {
  ClassBody,
  ClassStatement,
  ConstructorMember,
  DeclarationStatement,
  Declarator,
} from '../../ast/statement.ts';
import { castTo } from '../core/cast.ts';
import { drive, type Task } from '../core/eventual.ts';
import { fail } from '../core/fail.ts';
import { fieldsOf } from '../core/fields.ts';
import { known } from '../value/classes.ts';
import { type FieldInfo, ScriptClass } from '../value/instance.ts';
import type { Context } from '../value/method.ts';
import type { GroovyClass } from '../value/object.ts';
import type { Value } from '../value/value.ts';
import { addMethods, type Around } from './class-methods.ts';
import { construct, setConstruction } from './constructors.ts';
import { addEnumConstants, setFiller } from './enums.ts';
import { type Code, Frame, type Run } from './frame.ts';
import { type Callable, compileCallable, FunctionGroup } from './functions.ts';
import { castOf } from './parameters.ts';
import { Scope } from './scope.ts';
import { sharedNames } from './shared-names.ts';
import { applyTransforms, refuseUnsupported, tupleOf } from './transforms.ts';
import type { Unit } from './unit.ts';

/** Makes the class that a statement declares; its bodies are compiled when they are first used. */
export function makeClass(node: ClassStatement, unit: Unit, context: Context): ScriptClass {
  refuseUnsupported(node);
  const superclass =
    node.superclass === undefined ? undefined : classNamed(unit, node.superclass.name, node.superclass.start);
  const interfaces = node.interfaces.map(({ name, start }) => classNamed(unit, name, start));
  const isInterface = node.type === 'interface' || node.type === 'trait' || node.type === 'annotation';
  const above = isInterface ? undefined : (superclass ?? known(node.type === 'enum' ? 'Enum' : 'Object'));
  if (isInterface && superclass !== undefined) interfaces.push(superclass);
  const cls = new ScriptClass(
    node.name,
    above,
    // Of two traits with one method the last one wins.
    [...interfaces.toReversed(), known('GroovyObject'), known('Serializable')],
    isInterface,
  );
  cls.kindOfClass = node.type;
  cls.isAbstract = node.modifiers.includes('abstract');
  cls.context = context;
  if (!isInterface) cls.construct = (args, caller) => construct(args, caller, cls);
  return cls;
}

function classNamed(unit: Unit, name: string, start: number): GroovyClass {
  const cls = unit.resolveClass(name);
  if (cls !== undefined) return cls;
  return fail('ClassNotFoundException', `unable to resolve class ${name} (at ${start})`);
}

/** Fills a class with its members. Its superclass has them already. */
export function fillClass(
  cls: ScriptClass,
  node: ClassStatement,
  unit: Unit,
  context: Context,
  around?: Around,
): void {
  const { body } = node;
  addFields(cls, body, unit, node.type === 'interface');
  addMethods(cls, body, unit, around);
  addConstructors(cls, node, unit, around);
  cls.prepare = preparerOf(cls, body);
  cls.initialize = initializerOf(cls, body, unit, around);
  if (node.type === 'enum') addEnumConstants(cls, body, unit, context);
  cls.begin = beginnerOf(cls, body, unit);
  applyTransforms(cls, node.annotations);
}

function addFields(cls: ScriptClass, body: ClassBody, unit: Unit, allStatic: boolean): void {
  for (const { node, declarator } of declarationsOf(body)) {
    const type = declarator.type === undefined ? undefined : unit.resolveType(declarator.type);
    const hidden = node.modifiers.some((each) => ['private', 'protected', 'public'].includes(each));
    const info: FieldInfo = {
      name: declarator.name,
      isProperty: !hidden,
      isFinal: node.modifiers.includes('final'),
      isStatic: allStatic || node.modifiers.includes('static'),
      cast: castOf(type),
    };
    cls.fields.set(declarator.name, info);
    if (info.isStatic) cls.staticValues.set(declarator.name, defaultOf(declarator.type?.name));
    else if (info.isProperty) addAccessors(cls, info);
  }
}

/** `getName()` and `setName(value)` of a property, for callers that name them. */
function addAccessors(cls: ScriptClass, info: FieldInfo): void {
  const name = `${info.name.charAt(0).toUpperCase()}${info.name.slice(1)}`;
  const read = (self: Value): Value => fieldsOf(self)?.get(info.name) ?? null;
  const write = (self: Value, [value = null]: readonly Value[], context: Context): Value => {
    fieldsOf(self)?.set(info.name, info.cast === undefined ? value : info.cast(value, context));
    return null;
  };
  cls.methods.set(`get${name}`, [{ least: 0, most: 0, run: read }]);
  if (info.cast !== undefined) cls.methods.set(`is${name}`, [{ least: 0, most: 0, run: read }]);
  if (!info.isFinal) cls.methods.set(`set${name}`, [{ least: 1, most: 1, run: write }]);
}

function* declarationsOf(
  body: ClassBody,
): Generator<{ node: DeclarationStatement; declarator: DeclarationStatement['declarators'][number] }> {
  for (const node of body.members)
    if (node.kind === 'declare') for (const declarator of node.declarators) yield { node, declarator };
}

/** What a field of a primitive type is before anything is assigned. */
function defaultOf(type: string | undefined): Value {
  if (type === 'boolean') return false;
  const numeric =
    type === 'int' ||
    type === 'long' ||
    type === 'short' ||
    type === 'byte' ||
    type === 'double' ||
    type === 'float';
  return numeric ? (type === 'long' ? 0n : 0) : null;
}

function addConstructors(
  cls: ScriptClass,
  node: ClassStatement,
  unit: Unit,
  around: Around | undefined,
): void {
  const constructors = new FunctionGroup(cls.simpleName);
  const members = node.body.members.filter((each): each is ConstructorMember => each.kind === 'constructor');
  const delegating = new Set<Callable>();
  for (const { parameters, body } of members) {
    const constructor = compileCallable({ unit, parameters, body, cls, around });
    constructors.functions.push(constructor);
    if (isDelegating(body[0])) delegating.add(constructor);
  }
  const names = node.annotations.map(({ name }) => name.slice(name.lastIndexOf('.') + 1));
  setConstruction(cls, {
    constructors,
    tuple: tupleOf(cls, names),
    inherits: names.includes('InheritConstructors') || around !== undefined || isConstantBody(cls),
    delegating,
  });
}

/** The class of an enum's constant that has a body of its own: it is made as the enum's other constants are. */
function isConstantBody(cls: ScriptClass): boolean {
  return cls.superclass instanceof ScriptClass && cls.superclass.kindOfClass === 'enum';
}

function isDelegating(first: ConstructorMember['body'][number] | undefined): boolean {
  if (first?.kind !== 'expression' || first.expression.kind !== 'call') return false;
  const { receiver, name }: CallNode = first.expression;
  return receiver === undefined && (name === 'super' || name === 'this');
}

type InitializerStep =
  | { readonly run: Run }
  | { readonly declarator: Declarator; readonly code: Code | undefined };

/** Sets the fields of a new instance in the order written, then those of the traits of its class. */
function initializerOf(
  cls: ScriptClass,
  body: ClassBody,
  unit: Unit,
  around: Around | undefined,
): ScriptClass['initialize'] {
  const scope = scopeOf(cls, body, unit, false, around?.scope);
  const plan = body.members.flatMap((member): InitializerStep[] => {
    if (member.kind === 'initializer' && !member.static)
      return [{ run: unit.statements(member.body, scope, false) }];
    if (member.kind !== 'declare' || cls.kindOfClass === 'interface' || member.modifiers.includes('static'))
      return [];
    return member.declarators.map((declarator) => ({
      declarator,
      code: declarator.value === undefined ? undefined : unit.expression(declarator.value, scope),
    }));
  });
  return (self, context) =>
    drive(
      (function* (): Task<Value> {
        const frame = new Frame(scope.size, context, self, undefined);
        for (const { outer, own } of scope.captures)
          frame.slots[own.slot] = around?.frame.slots[outer.slot] ?? null;
        for (const step of plan) {
          if ('run' in step) {
            const ran = step.run(frame);
            yield ran instanceof Promise ? ran.then(() => null) : null;
            continue;
          }
          if (step.code === undefined) continue;
          const { name } = step.declarator;
          const value = yield step.code(frame);
          const { cast } = cls.fields.get(name) ?? {};
          fieldsOf(self)?.set(name, cast === undefined ? value : cast(value, frame));
        }
        for (const each of cls.interfaces)
          if (each instanceof ScriptClass) yield each.initialize?.(self, context) ?? null;
        return null;
      })(),
    );
}

/** Gives a new instance its fields, before any constructor runs. */
function preparerOf(cls: ScriptClass, body: ClassBody): (self: Value) => void {
  const declarators = [...declarationsOf(body)].flatMap(({ declarator }) =>
    cls.fields.get(declarator.name)?.isStatic === false ? [declarator] : [],
  );
  return (self) => {
    for (const declarator of declarators) setDefault(cls, self, declarator);
  };
}

function setDefault(cls: ScriptClass, self: Value, { name, type }: Declarator): void {
  const zero = defaultOf(type?.name);
  const { cast } = cls.fields.get(name) ?? {};
  fieldsOf(self)?.set(
    name,
    cast === undefined || zero === null || cls.context === undefined ? zero : cast(zero, cls.context),
  );
}

function scopeOf(cls: ScriptClass, body: unknown, unit: Unit, isStatic: boolean, parent?: Scope): Scope {
  return new Scope({ unit, kind: 'function', shared: sharedNames(body), cls, isStatic, parent });
}

/** Sets the static fields in the order written, once. */
function beginnerOf(cls: ScriptClass, body: ClassBody, unit: Unit): ScriptClass['begin'] {
  const hasWork = body.members.some(
    (member) =>
      (member.kind === 'initializer' && member.static) ||
      (member.kind === 'declare' && member.declarators.some(({ name }) => cls.fields.get(name)?.isStatic)),
  );
  return hasWork ? (context) => drive(beginTask(cls, body, unit, context)) : undefined;
}

function* beginTask(cls: ScriptClass, body: ClassBody, unit: Unit, context: Context): Task<Value> {
  const scope = scopeOf(cls, body, unit, true);
  for (const member of body.members) {
    if (member.kind === 'initializer' && member.static) {
      const run = unit.statements(member.body, scope, false);
      const ran = run(new Frame(scope.size, context, cls, undefined));
      yield ran instanceof Promise ? ran.then(() => null) : null;
    }
    if (member.kind !== 'declare') continue;
    for (const { name, value, type } of member.declarators) {
      if (value === undefined || cls.fields.get(name)?.isStatic !== true) continue;
      const code = unit.expression(value, scope);
      const result = yield code(new Frame(scope.size, context, cls, undefined));
      const resolved = type === undefined ? undefined : unit.resolveType(type);
      cls.staticValues.set(name, resolved === undefined ? result : castTo(result, resolved, context));
    }
  }
  return null;
}

setFiller(fillClass);
