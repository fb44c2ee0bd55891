import type {
  ClassBody,
  ClassMember,
  ClassStatement,
  ConstructorMember,
  DeclarationStatement,
  EnumConstant,
  FunctionStatement,
} from '../../../src/ast/statement.ts';
import type { TypeNode } from '../../../src/ast/type.ts';
import { constantArgumentLines, parameterLines } from './expressions.ts';
import {
  annotationLines,
  type Lines,
  modifierText,
  publicByDefault,
  quote,
  typeText,
  under,
  type Writer,
  words,
} from './lines.ts';

/** The lines of a class; `inside` is the kind of class it stands in. */
export function classLines(node: ClassStatement, writer: Writer): Lines {
  const { type, name, superclass, interfaces, body, modifiers, annotations } = node;
  return under(
    words(type, name, modifierText(visibleModifiers(type, modifiers))),
    annotationLines(annotations, writer),
    superclass === undefined || typeText(superclass) === '-' ? [] : [`extends ${typeText(superclass)}`],
    interfaces.map((type) => `implements ${typeText(type)}`),
    memberLines(body, writer, type),
  );
}

/** Groovy's tree does not tell these from what it adds itself. */
function visibleModifiers(type: ClassStatement['type'], modifiers: readonly string[]): readonly string[] {
  const all = publicByDefault(modifiers);
  if (type === 'class' || type === 'trait') return all;
  return all.filter(
    (word) => word !== 'abstract' && !(type === 'enum' && ['final', 'static'].includes(word)),
  );
}

/** The members of a class, by kind, as Groovy keeps them. */
export function memberLines(body: ClassBody, writer: Writer, type: ClassStatement['type'] = 'class'): Lines {
  const { members, constants } = body;
  const isAbstract = type === 'interface' || type === 'annotation';
  const statics = ofKind(members, 'initializer').filter((node) => node.static);
  return [
    ...constants.flatMap((constant) => constantLines(constant, writer)),
    ...ofKind(members, 'declare').flatMap((node) => fieldLines(node, writer, isAbstract)),
    ...ofKind(members, 'constructor').flatMap((node) => constructorLines(node, writer)),
    ...ofKind(members, 'function').flatMap((node) => functionLines(node, writer, isAbstract)),
    ...ofKind(members, 'initializer').flatMap((node) =>
      node.static ? [] : under('initializer', writer.statements(node.body)),
    ),
    ...(statics.length === 0
      ? []
      : under('static initializer', writer.statements(statics.flatMap(({ body }) => body)))),
    ...ofKind(members, 'class').flatMap((node) =>
      classLines(isAbstract ? withoutStatic(node) : node, writer),
    ),
  ];
}

/** What is inside an interface is static anyway. */
function withoutStatic(node: ClassStatement): ClassStatement {
  return { ...node, modifiers: node.modifiers.filter((word) => word !== 'static') };
}

function ofKind<Kind extends ClassMember['kind']>(
  members: readonly ClassMember[],
  kind: Kind,
): (ClassMember & { readonly kind: Kind })[] {
  return members.filter((member): member is ClassMember & { readonly kind: Kind } => member.kind === kind);
}

function constantLines(node: EnumConstant, writer: Writer): Lines {
  const body = node.body && under('body', memberLines(node.body, writer));
  const annotations = annotationLines(node.annotations, writer);
  return under(`constant ${node.name}`, annotations, constantArgumentLines(node, writer), body ?? []);
}

function fieldLines(node: DeclarationStatement, writer: Writer, isConstant: boolean): Lines {
  const implied = isConstant ? ['static', 'final'] : [];
  const written = ['public', 'protected', 'private'].some((word) =>
    node.modifiers.some((other) => other === word),
  );
  const modifiers = publicByDefault([...node.modifiers, ...implied]);
  return node.declarators.flatMap(({ name, type, value }) =>
    under(
      words(written || isConstant ? 'field' : 'property', name, typeText(type), modifierText(modifiers)),
      annotationLines(node.annotations, writer),
      value === undefined ? zeroOf(isConstant, type) : writer.expression(value),
    ),
  );
}

const zeros: ReadonlyMap<string, string> = new Map([
  ['int', 'Integer 0'],
  ['long', 'Long 0'],
  ['double', 'Double 0'],
  ['float', 'Float 0'],
  ['boolean', 'false'],
  ['short', 'Short 0'],
  ['byte', 'Byte 0'],
  ['char', 'Character 0'],
]);

/** Groovy's tree has a value for every primitive constant of an interface. */
function zeroOf(isConstant: boolean, type: TypeNode | undefined): Lines {
  const zero = isConstant && type?.dimensions === 0 ? zeros.get(type.name) : undefined;
  return zero === undefined ? [] : [zero];
}

function constructorLines(node: ConstructorMember, writer: Writer): Lines {
  return under(
    words('constructor', modifierText(publicByDefault(node.modifiers))),
    annotationLines(node.annotations, writer),
    ...node.parameters.map((parameter) => parameterLines(parameter, writer)),
    under('body', writer.statements(node.body)),
  );
}

/** The lines of a function or method. */
export function functionLines(node: FunctionStatement, writer: Writer, isAbstract = false): Lines {
  const modifiers = publicByDefault(isAbstract ? [...node.modifiers, 'abstract'] : node.modifiers);
  return under(
    words('method', quote(node.name), typeText(node.returnType), modifierText(modifiers)),
    annotationLines(node.annotations, writer),
    ...node.parameters.map((parameter) => parameterLines(parameter, writer)),
    node.body === undefined ? [] : under('body', writer.statements(node.body)),
  );
}
