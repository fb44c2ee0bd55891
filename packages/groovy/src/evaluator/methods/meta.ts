import { textAt, valueAt } from '../core/arguments.ts';
import { hashOf } from '../core/hash.ts';
import { identityHash } from '../core/identity.ts';
import { orElse } from '../core/eventual.ts';
import { useCategories } from '../core/categories.ts';
import { fail, refuse } from '../core/fail.ts';
import { invokeMethod } from '../core/invoke.ts';
import { isCase } from '../core/operators.ts';
import { getProperty, missingProperty, setProperty } from '../core/properties.ts';
import { textOf } from '../core/text.ts';
import { format } from '../format/format.ts';
import { javaArray } from '../value/collections.ts';
import type { Throwable } from '../value/instance.ts';
import { Instance, ScriptClass, type ScriptObject } from '../value/instance.ts';
import type { MethodTable } from '../value/method.ts';
import type { GroovyClass } from '../value/object.ts';
import type { HostObject, Value } from '../value/value.ts';

const forbidden = (name: string) => (): never => refuse(`method java.lang.Class ${name}`);

/** Methods of java.lang.Class. */
export const classMethods: MethodTable<GroovyClass> = {
  'getName|getTypeName|getCanonicalName 0': (self) => self.name,
  'getSimpleName 0': (self) => self.simpleName,
  'toString 0': (self) => `${self.isInterface ? 'interface' : 'class'} ${self.name}`,
  'isInterface 0': (self) => self.isInterface,
  'isEnum 0': (self) => self instanceof ScriptClass && self.kindOfClass === 'enum',
  'isArray 0': (self) => self.name.endsWith('[]'),
  'isInstance 1': (self, [value = null], context) => value !== null && isCase(self, value, context),
  'isAssignableFrom 1': (self, [other = null]) =>
    other !== null &&
    typeof other === 'object' &&
    'isA' in other &&
    typeof other.isA === 'function' &&
    other.isA(self) === true,
  'getSuperclass 0': (self) => self.superclass ?? null,
  'getInterfaces 0': (self) => javaArray(self.interfaces, 'Class'),
  'getEnumConstants 0': (self) =>
    self instanceof ScriptClass ? javaArray(self.enumConstants, self.name) : null,
  newInstance: (self, args, context) =>
    self.construct?.(args, context, self) ?? fail('InstantiationException', self.name),
  'isCase 1': (self, [value = null], context) => isCase(self, value, context),
  'hashCode 0': (self) => identityHash(self),
  'getClassLoader 0': forbidden('getClassLoader'),
  forName: () => refuse('staticMethod java.lang.Class forName java.lang.String'),
  'getMethods|getDeclaredMethods 0': forbidden('getDeclaredMethods'),
  'getFields|getDeclaredFields 0': forbidden('getDeclaredFields'),
  'getMethod|getDeclaredMethod': forbidden('getDeclaredMethod'),
  'getField|getDeclaredField': forbidden('getDeclaredField'),
  'getConstructors|getDeclaredConstructors|getConstructor|getDeclaredConstructor':
    forbidden('getConstructors'),
  'getProtectionDomain 0': forbidden('getProtectionDomain'),
  'getResource|getResourceAsStream 1': forbidden('getResource java.lang.String'),
  'getPackage|getModule 0': forbidden('getPackage'),
};

/** Methods of exceptions. */
export const throwableMethods: MethodTable<Throwable> = {
  'getMessage|getLocalizedMessage 0': (self) => self.message,
  'getCause 0': (self) => self.cause,
  'initCause 1': (self, args) => {
    self.cause = valueAt(args, 0);
    return self;
  },
  'toString 0': (self, _, context) => {
    const message = invokeMethod(self, 'getLocalizedMessage', [], context);
    const name = self.cls.name;
    return message === null || message instanceof Promise ? name : `${name}: ${textOf(message, context)}`;
  },
  'getStackTrace 0': () => javaArray([], 'StackTraceElement'),
  'setStackTrace 1': () => null,
  'fillInStackTrace 0': (self) => self,
  printStackTrace: () => null,
  'addSuppressed 1': (self, args) => {
    self.suppressed.push(valueAt(args, 0));
    return null;
  },
  'getSuppressed 0': (self) => javaArray(self.suppressed, 'Throwable'),
  'getCauses 0': (self) => self.fields.get('causes') ?? [],
  'getResult 0': (self) => self.fields.get('result') ?? null,
};

/** Methods of an enum's constants. */
export const enumMethods: MethodTable<Instance> = {
  'name|toString 0': (self) => self.fields.get('$name') ?? null,
  'ordinal 0': (self) => self.fields.get('$ordinal') ?? null,
  'getDeclaringClass 0': (self) => self.cls,
  'hashCode 0': (self) => identityHash(self),
  'compareTo 1': (self, [other = null]) =>
    Number(self.fields.get('$ordinal')) -
    Number(other instanceof Instance ? other.fields.get('$ordinal') : 0),
  'next 0': (self) => neighbour(self, 1),
  'previous 0': (self) => neighbour(self, -1),
};

function neighbour(self: Instance, by: number): Value {
  const line = self.cls.line.find(
    (each): each is ScriptClass => each instanceof ScriptClass && each.enumConstants.length > 0,
  );
  const constants = line?.enumConstants ?? [];
  const index = Number(self.fields.get('$ordinal')) + by;
  return constants[(index + constants.length) % constants.length] ?? null;
}

/** Methods of a script that it calls without a receiver. */
export const scriptMethods: MethodTable<ScriptObject> = {
  'getBinding 0': (self, _, context) => binding(self, context.host),
  sprintf: (_, args, context) =>
    format(textAt(args, 0), args.length === 2 && Array.isArray(args[1]) ? args[1] : args.slice(1), context),
  'run 1': () => refuse('method groovy.lang.Script run java.io.File java.lang.String[]'),
  'getMetaClass 0': () => refuse('method groovy.lang.GroovyObject getMetaClass'),
  'setMetaClass 1': () => refuse('method groovy.lang.GroovyObject setMetaClass groovy.lang.MetaClass'),
  'getProperty 1': (self, args, context) => getProperty(self, textAt(args, 0), context),
  'setProperty 2': (self, args, context) => setProperty(self, textAt(args, 0), valueAt(args, 1), context),
  'invokeMethod 2': (self, args, context) => {
    const given = valueAt(args, 1);
    return invokeMethod(self, textAt(args, 0), Array.isArray(given) ? given : [given], context);
  },
  'getClass 0': (self) => self.cls,
  'is|equals 1': (self, [other = null]) => self === other,
  'hashCode 0': (self) => hashOf(self),
  'toString 0': (self) => `${self.cls.name}@${identityHash(self).toString(16)}`,
  use: (_, args, context) => useCategories(args, context),
};

/** `binding`: the variables that no `def` declares. */
function binding(
  self: ScriptObject,
  host: Parameters<NonNullable<MethodTable<ScriptObject>[string]>>[2]['host'],
): HostObject {
  return {
    kind: 'object',
    typeName: 'groovy.lang.Binding',
    getProperty: (name) =>
      orElse(host.getVariable(name), () => (name === 'variables' ? new Map() : undefined)),
    setProperty: (name, value) => host.setVariable(name, value),
    callMethod(name, { positional }) {
      const key = textOf(positional[0] ?? null);
      if (name === 'hasVariable') return Promise.resolve(host.getVariable(key) !== undefined);
      if (name === 'getVariable' || name === 'getProperty')
        return Promise.resolve(orElse(host.getVariable(key), () => missingProperty(self, key)));
      if (name !== 'setVariable' && name !== 'setProperty') return undefined;
      host.setVariable(key, positional[1] ?? null);
      return Promise.resolve(null);
    },
  };
}
