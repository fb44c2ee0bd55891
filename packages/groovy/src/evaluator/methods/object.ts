import { coerceTo } from '../core/cast.ts';
import { classOf } from '../core/class-of.ts';
import { areEqual } from '../core/equality.ts';
import { task, whenKnown } from '../core/eventual.ts';
import { useCategories } from '../core/categories.ts';
import { fail, refuse } from '../core/fail.ts';
import { hashOf } from '../core/hash.ts';
import { hashText } from '../core/identity.ts';
import { callValue, invokeMethod } from '../core/invoke.ts';
import { itemsOf } from '../core/iterate.ts';
import { getProperty, setProperty } from '../core/properties.ts';
import { inspect, textOf } from '../core/text.ts';
import { typeOfClass } from '../core/types.ts';
import { closureAt, textAt, valueAt } from '../core/arguments.ts';
import { format } from '../format/format.ts';
import { DELEGATE_FIRST, GroovyClosure } from '../value/closure.ts';
import { ValueIterator } from '../value/collections.ts';
import { GroovyClass } from '../value/object.ts';
import type { MethodTable } from '../value/method.ts';
import { hostArguments } from '../core/boundary.ts';
import { callNamed } from '../core/invoke.ts';
import type { Value } from '../value/value.ts';

/** Methods of every object: java.lang.Object and what Groovy adds to it. */
export const objectMethods: MethodTable<Value> = {
  'toString 0': (self, _, context) => {
    const cls = classOf(self);
    return self !== null && typeof self === 'object' && 'typeName' in self
      ? textOf(self, context)
      : `${cls.name}@${hashText(self)}`;
  },
  'equals 1': (self, [other = null], context) => areEqual(self, other, context),
  'hashCode 0': (self) => hashOf(self),
  'getClass 0': (self) => classOf(self),
  'is 1': (self, [other = null]) => self === other,
  'isCase 1': (self, [value = null], context) => areEqual(self, value, context),
  'asType 1': (self, [cls = null], context) =>
    cls instanceof GroovyClass
      ? coerceTo(self, typeOfClass(cls), context)
      : fail('IllegalArgumentException', 'asType() needs a class'),
  'inspect 0': (self, _, context) => inspect(self, context),
  'dump 0': (self, _, context) => `<${classOf(self).name}@${hashText(self)} ${textOf(self, context)}>`,
  'iterator 0': (self, _, context) => new ValueIterator(itemsOf(self, context)[Symbol.iterator]()),
  'getProperty 1': (self, args, context) => getProperty(self, textAt(args, 0), context),
  'setProperty 2': (self, args, context) => setProperty(self, textAt(args, 0), valueAt(args, 1), context),
  'getAt 1': (self, args, context) => getProperty(self, textAt(args, 0), context),
  'putAt 2': (self, args, context) => setProperty(self, textAt(args, 0), valueAt(args, 1), context),
  'invokeMethod 2': (self, args, context) => {
    const given = valueAt(args, 1);
    return invokeMethod(
      self,
      textAt(args, 0),
      Array.isArray(given) ? given : given === null ? [] : [given],
      context,
    );
  },
  'respondsTo 1 2': (self, args) => {
    const name = textAt(args, 0);
    const found = classOf(self).line.some((each) => each.methods.has(name));
    return found ? [name] : [];
  },
  'hasProperty 1': (self, args) => {
    const name = textAt(args, 0);
    const getter = `get${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    return classOf(self).line.some((each) => each.methods.has(getter)) ? name : null;
  },
  'with 1': (self, args, context) => {
    const closure = closureAt(args, 0);
    if (!(closure instanceof GroovyClosure)) return callValue(closure, [self], context);
    const own = closure.rehydrate(self, closure.owner, closure.self);
    own.setResolveStrategy(DELEGATE_FIRST);
    return own.invoke([self], context);
  },
  'identity 1': (self, args, context) => callValue(closureAt(args, 0), [self], context),
  'print|println 1': (_, args, context) =>
    whenKnown(
      context.host.callMethod('println', hostArguments(args, false, context), callNamed('println')),
      () => null,
    ),
  sprintf: (_, args, context) => format(textAt(args, 0), spreadFormat(args), context),
  use: (_, args, context) => useCategories(args, context),
  'getMetaClass|metaClass 0': (self) =>
    refuse(`method groovy.lang.GroovyObject getMetaClass on ${classOf(self).name}`),
  'setMetaClass 1': () => refuse('method groovy.lang.GroovyObject setMetaClass groovy.lang.MetaClass'),
  'notify|notifyAll|wait': () => refuse('method java.lang.Object wait'),
  'finalize|clone 0': (self, _, context) =>
    fail('CloneNotSupportedException', textOf(classOf(self).name, context)),
  'each 1': task(function* (self, args, context) {
    for (const item of itemsOf(self, context)) yield callValue(closureAt(args, 0), [item], context);
    return self;
  }),
};

function spreadFormat(args: readonly Value[]): readonly Value[] {
  const [, second] = args;
  return args.length === 2 && Array.isArray(second) ? second : args.slice(1);
}

/** Methods of null. */
export const nullMethods: MethodTable<null> = {
  'toString 0': () => 'null',
  'equals 1': (_, [other = null]) => other === null,
  'hashCode 0': () => fail('NullPointerException', 'Cannot invoke method hashCode() on null object'),
  'is 1': (_, [other = null]) => other === null,
  'getClass 0': () => classOf(null),
  'inspect 0': () => 'null',
  'iterator 0': () => new ValueIterator([][Symbol.iterator]()),
  'asType 1': () => null,
  'isCase 1': (_, [value = null]) => value === null,
  'asBoolean 0': () => false,
  'with 1': (_, args, context) => {
    const closure = closureAt(args, 0);
    return callValue(closure, [null], context);
  },
  'each 1': () => null,
};
