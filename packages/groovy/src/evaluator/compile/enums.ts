import type { ClassBody, ClassStatement } from '../../ast/statement.ts';
import { fail } from '../core/fail.ts';
import { textOf } from '../core/text.ts';
import { javaArray } from '../value/collections.ts';
import { Instance, ScriptClass } from '../value/instance.ts';
import { addMethods, type Context } from '../value/method.ts';
import type { GroovyClass } from '../value/object.ts';
import type { Value } from '../value/value.ts';
import { construct } from './constructors.ts';
import { Frame } from './frame.ts';
import { compileAll } from './literals.ts';
import { Scope } from './scope.ts';
import type { Unit } from './unit.ts';

/** Makes the constants of an enum, in the order written, and its static methods. */
export function addEnumConstants(cls: ScriptClass, body: ClassBody, unit: Unit, context: Context): void {
  const scope = new Scope({ unit, kind: 'function', shared: new Set(), cls, isStatic: true });
  for (const [ordinal, constant] of body.constants.entries()) {
    const named =
      constant.named.length === 0
        ? []
        : [{ kind: 'map' as const, start: constant.start, end: constant.end, entries: constant.named }];
    const args = compileAll(
      [...named, ...constant.positional],
      scope,
    )(new Frame(scope.size, context, cls, undefined));
    const own =
      constant.body === undefined ? cls : bodyClass(cls, constant.name, constant.body, unit, context);
    const instance = args instanceof Promise ? args : construct(args, context, own);
    if (!(instance instanceof Instance))
      fail('UnsupportedOperationException', `the constants of ${cls.name} must not call a step`);
    instance.fields.set('$name', constant.name);
    instance.fields.set('$ordinal', ordinal);
    cls.enumConstants.push(instance);
    cls.constants.set(constant.name, () => instance);
  }
  addMethods(cls.statics, {
    'values 0': () => javaArray(cls.enumConstants, cls.name),
    'valueOf 1': (_, [name = null]) => constantNamed(cls, textOf(name)),
    'getMIN_VALUE 0': () => cls.enumConstants[0] ?? null,
    'getMAX_VALUE 0': () => cls.enumConstants.at(-1) ?? null,
  });
}

function constantNamed(cls: GroovyClass, name: string): Value {
  return (
    cls.constants.get(name)?.() ?? fail('IllegalArgumentException', `No enum constant ${cls.name}.${name}`)
  );
}

let fill: ((cls: ScriptClass, node: ClassStatement, unit: Unit, context: Context) => void) | undefined;

/** The module that fills classes with members says so; it needs this one, too. */
export function setFiller(filler: NonNullable<typeof fill>): void {
  fill = filler;
}

/** The class of a constant with a body of its own. */
function bodyClass(
  cls: ScriptClass,
  name: string,
  body: ClassBody,
  unit: Unit,
  context: Context,
): ScriptClass {
  const { start, end } = body;
  const own = new ScriptClass(`${cls.name}$${name}`, cls);
  own.context = context;
  fill?.(
    own,
    {
      kind: 'class',
      type: 'class',
      name: own.name,
      interfaces: [],
      body,
      modifiers: [],
      annotations: [],
      start,
      end,
    },
    unit,
    context,
  );
  return own;
}
