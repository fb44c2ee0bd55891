import type {
  CallNode,
  Expression,
  MapEntry,
  NewNode,
  Parameter,
  PropertyNode,
} from '../../../src/ast/expression.ts';
import {
  annotationLine,
  annotationLines,
  type Lines,
  modifierText,
  quote,
  typeText,
  under,
  type Writer,
  words,
} from './lines.ts';
import { constantText } from './numbers.ts';

type Rules = {
  readonly [Kind in Expression['kind']]: (
    node: Expression & { readonly kind: Kind },
    writer: Writer,
  ) => Lines;
};

const rules: Rules = {
  literal: ({ value }) => [typeof value === 'string' ? `string ${quote(value)}` : String(value)],
  number: (node) => [constantText(node)],
  gstring: ({ parts }, { expression }) =>
    under(
      'gstring',
      ...parts.map((part) => (typeof part === 'string' ? [`text ${quote(part)}`] : expression(part))),
    ),
  list: ({ elements }, { expression }) => under('list', ...elements.map(expression)),
  map: ({ entries }, writer) => under('map', ...entries.map((entry) => entryLines(entry, writer))),
  spread: ({ value }, { expression }) => under('spread', expression(value)),
  variable: ({ name }) => [`variable ${name}`],
  property: (node, writer) => propertyLines(node, writer),
  index: ({ object, index }, { expression }) => under('index', expression(object), expression(index)),
  methodPointer: (node, writer) => nameLines('method pointer', node, writer, writer.expression(node.object)),
  call: (node, writer) => (isConstructorCall(node) ? constructorCall(node, writer) : callLines(node, writer)),
  new: (node, writer) => newLines(node, writer),
  newArray: ({ type, sizes }, { expression }) =>
    under(
      `new array ${typeText({ ...type, dimensions: 0 })}`,
      ...sizes.map(expression),
      Array.from({ length: type.dimensions }, () => 'empty'),
    ),
  closure: ({ parameters, body }, writer) =>
    under(
      parameters === undefined ? 'closure' : 'closure with parameters',
      ...(parameters ?? []).map((parameter) => parameterLines(parameter, writer)),
      under('body', writer.statements(body)),
    ),
  unary: ({ operator, operand }, { expression }) => under(`prefix ${operator}`, expression(operand)),
  update: ({ operator, prefix, target }, { expression }) =>
    under(`${prefix ? 'prefix' : 'postfix'} ${operator}`, expression(target)),
  binary: ({ operator, left, right }, { expression }) =>
    under(`operator ${operator}`, expression(left), expression(right)),
  instanceof: ({ value, type }, { expression }) =>
    under(`instanceof ${typeText({ ...type, arguments: [] })}`, expression(value)),
  ternary: ({ test, consequent, alternate }, { expression }) =>
    under('ternary', expression(test), expression(consequent), expression(alternate)),
  elvis: ({ left, right }, { expression }) => under('elvis', expression(left), expression(right)),
  cast: ({ value, type, coerce }, { expression }) =>
    under(`${coerce ? 'as' : 'cast'} ${typeText(type)}`, expression(value)),
  tuple: ({ elements }, { expression }) => under('tuple', ...elements.map(expression)),
  assign: ({ operator, target, value }, { expression }) =>
    under(`operator ${operator}`, expression(target), expression(value)),
  declaration: ({ declaration }, writer) => writer.statements([declaration]),
  annotation: ({ annotation }, writer) => annotationLine(annotation, writer),
};

/** The lines of an expression. */
export function expressionLines<Kind extends Expression['kind']>(
  node: Expression & { readonly kind: Kind },
  writer: Writer,
): Lines {
  return rules[node.kind](node, writer);
}

function entryLines({ key, value }: MapEntry, { expression }: Writer): Lines {
  if (key.kind === 'spread') return under('spread entry', expression(value));
  return under('entry', expression(key), expression(value));
}

function propertyLines(node: PropertyNode, writer: Writer): Lines {
  const dot = node.spread ? '*' : node.safe ? '?' : '';
  const kind = words(node.attribute ? 'attribute' : 'property', dot);
  return nameLines(kind, node, writer, writer.expression(node.object));
}

function nameLines(
  head: string,
  { name, dynamicName }: { readonly name: string; readonly dynamicName?: Expression },
  { expression }: Writer,
  ...below: readonly Lines[]
): Lines {
  if (dynamicName === undefined) return under(`${head} ${quote(name)}`, ...below);
  return under(`${head} dynamic`, expression(dynamicName), ...below);
}

function callLines(node: CallNode, writer: Writer): Lines {
  const dot = node.spread ? '*' : node.safe ? '?' : '';
  const receiver = node.receiver && under('receiver', writer.expression(node.receiver));
  return nameLines(words('call', dot), node, writer, receiver ?? [], argumentLines(node, writer));
}

/** The arguments of a call, an object or an enum constant; Groovy makes named ones before others a map. */
function argumentLines(
  { positional, named, closure }: Pick<CallNode, 'positional' | 'named' | 'closure'>,
  writer: Writer,
): Lines {
  const all = closure === undefined ? positional : [...positional, closure];
  const entries = named.map((entry) => entryLines(entry, writer));
  if (named.length === 0) return all.flatMap(writer.expression);
  return [...under(all.length === 0 ? 'named' : 'map', ...entries), ...all.flatMap(writer.expression)];
}

function isConstructorCall({ receiver, name }: CallNode): boolean {
  return receiver === undefined && (name === 'this' || name === 'super');
}

function constructorCall(node: CallNode, writer: Writer): Lines {
  return under(`new ${node.name}`, argumentLines(node, writer));
}

function newLines(node: NewNode, writer: Writer): Lines {
  const body = node.body && under('body', writer.members(node.body));
  return under(`new ${typeText(node.type)}`, argumentLines(node, writer), body ?? []);
}

/** The lines of the arguments that an enum constant is made with. */
export function constantArgumentLines(
  { positional, named }: Pick<CallNode, 'positional' | 'named'>,
  writer: Writer,
): Lines {
  return [...positional.flatMap(writer.expression), ...named.flatMap((entry) => entryLines(entry, writer))];
}

export function parameterLines(node: Parameter, writer: Writer): Lines {
  const { name, type, variadic, modifiers, annotations, defaultValue } = node;
  return under(
    words('parameter', name, `${typeText(type)}${variadic ? '[]' : ''}`, modifierText(modifiers)),
    annotationLines(annotations, writer),
    defaultValue === undefined ? [] : writer.expression(defaultValue),
  );
}
