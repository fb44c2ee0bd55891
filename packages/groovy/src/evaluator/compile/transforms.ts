import type { ClassStatement } from '../../ast/statement.ts';
import type { AnnotationNode } from '../../ast/type.ts';
import { GroovyRuntimeError } from '../../errors.ts';
import { areEqual } from '../core/equality.ts';
import { fieldsOf } from '../core/fields.ts';
import { hashOf } from '../core/hash.ts';
import { textOf } from '../core/text.ts';
import type { ScriptClass } from '../value/instance.ts';
import { Instance } from '../value/instance.ts';
import { addMethods } from '../value/method.ts';
import type { Value } from '../value/value.ts';

const equalling: ReadonlySet<string> = new Set(['EqualsAndHashCode', 'Canonical', 'Immutable']);
const writing: ReadonlySet<string> = new Set(['ToString', 'Canonical', 'Immutable']);
const tupled: ReadonlySet<string> = new Set(['TupleConstructor', 'Canonical', 'Immutable']);

/** Annotations that make the compiler write code, and what to write in their place; ignored, the code would do something else. */
const unsupported: ReadonlyMap<string, string> = new Map([
  ['Lazy', 'Write a getter that makes the value when it is first asked for.'],
  ['Delegate', 'Write out the methods that are to be passed on.'],
  ['Singleton', 'Write a static field that holds the one instance.'],
  ['Category', 'Write static methods and call them with the object as first argument.'],
  ['Mixin', 'Use a trait, or call the other class.'],
  ['Sortable', 'Write compareTo and `implements Comparable`.'],
  ['Builder', 'Call the constructor with named arguments.'],
  ['AutoClone', 'Write a method that makes the copy.'],
  ['Newify', 'Write `new`.'],
  ['Bindable', 'Call the listeners yourself.'],
  ['Vetoable', 'Call the listeners yourself.'],
  ['IndexedProperty', 'Write the two methods.'],
]);

/** Methods, with the number of their parameters, that Groovy calls for each property or call, and what to write instead. */
const intercepting: ReadonlyMap<string, string> = new Map([
  ['getProperty 1', 'Write `propertyMissing(String name)`, which is asked for what is not there.'],
  ['invokeMethod 2', 'Write `methodMissing(String name, args)`, which is asked for what is not there.'],
]);

/** Throws for an annotation of a class or of its members whose code is not generated here, and for what intercepts. */
export function refuseUnsupported({ annotations, body }: ClassStatement): void {
  for (const member of body.members) {
    if (member.kind !== 'function') continue;
    const { name, parameters, nameSpan } = member;
    const instead = intercepting.get(`${name} ${parameters.length}`);
    const what = `the method ${name} is not supported in a class: it would not be called for properties and methods that are there`;
    if (instead !== undefined)
      throw new GroovyRuntimeError('UnsupportedOperationException', what, nameSpan.start, instead);
  }
  const all = [
    ...annotations,
    ...body.members.flatMap((each) => ('annotations' in each ? each.annotations : [])),
  ];
  for (const { name, start } of all) {
    const short = name.slice(name.lastIndexOf('.') + 1);
    const instead = unsupported.get(short);
    if (instead === undefined) continue;
    const what = `the annotation @${short} is not supported: without its code this class would do something else`;
    throw new GroovyRuntimeError('UnsupportedOperationException', what, start, instead);
  }
}

/** The properties that positional arguments of a constructor set; undefined without such an annotation. */
export function tupleOf(cls: ScriptClass, annotations: readonly string[]): readonly string[] | undefined {
  return annotations.some((name) => tupled.has(name)) ? propertiesOf(cls) : undefined;
}

/** What `@ToString`, `@EqualsAndHashCode`, `@Canonical` and `@Immutable` add to a class. */
export function applyTransforms(cls: ScriptClass, annotations: readonly AnnotationNode[]): void {
  const nodes = new Map(annotations.map((node) => [node.name.slice(node.name.lastIndexOf('.') + 1), node]));
  const names = [...nodes.keys()];
  if (names.some((name) => writing.has(name)) && !cls.methods.has('toString'))
    addToString(cls, nodes.get('ToString'));
  if (names.some((name) => equalling.has(name)) && !cls.methods.has('equals')) addEquals(cls);
  if (names.includes('Immutable'))
    for (const [name, info] of cls.fields) {
      cls.fields.set(name, { ...info, isFinal: true });
      cls.methods.delete(`set${name.charAt(0).toUpperCase()}${name.slice(1)}`);
    }
}

function propertiesOf(cls: ScriptClass): string[] {
  return [...cls.fields.values()]
    .filter(({ isProperty, isStatic }) => isProperty && !isStatic)
    .map(({ name }) => name);
}

function addToString(cls: ScriptClass, node: AnnotationNode | undefined): void {
  const flag = (name: string): boolean =>
    node?.members.some(
      (member) => member.name === name && member.value.kind === 'literal' && member.value.value === true,
    ) === true;
  const withNames = flag('includeNames');
  const names = propertiesOf(cls);
  addMethods<Value>(cls.methods, {
    'toString 0': (self, _, context) => {
      const parts = names.map(
        (name) => `${withNames ? `${name}:` : ''}${textOf(fieldsOf(self)?.get(name) ?? null, context)}`,
      );
      return `${cls.simpleName}(${parts.join(', ')})`;
    },
  });
}

function addEquals(cls: ScriptClass): void {
  const names = propertiesOf(cls);
  addMethods<Value>(cls.methods, {
    'equals 1': (self, [other = null], context) =>
      other instanceof Instance &&
      other.cls === cls &&
      names.every((name) =>
        areEqual(fieldsOf(self)?.get(name) ?? null, other.fields.get(name) ?? null, context),
      ),
    'hashCode 0': (self) =>
      names.reduce((hash, name) => (Math.imul(31, hash) + hashOf(fieldsOf(self)?.get(name) ?? null)) | 0, 7),
  });
}
