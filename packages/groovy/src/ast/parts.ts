import type { CallNode, Expression, Parameter } from './expression.ts';
import type { ClassBody, ClassMember, Script, Statement } from './statement.ts';
import type { AnnotationNode } from './type.ts';

/** Any part of a tree that has a kind. */
export type Node = Expression | Statement | ClassMember | Script;

type Visit = (part: Node) => void;

/** Visits the nodes directly below a node, in the order of the text. */
export function forEachPart(node: Node, visit: Visit): void {
  const rule = rules[node.kind] as ((node: Node, visit: Visit) => void) | undefined;
  rule?.(node, visit);
}

/** Kinds without a rule have nothing below them. */
const rules: {
  readonly [Kind in Node['kind']]?: (node: Extract<Node, { readonly kind: Kind }>, visit: Visit) => void;
} = {
  script: ({ statements }, visit) => all(statements, visit),
  gstring({ parts }, visit) {
    for (const part of parts) if (typeof part !== 'string') visit(part);
  },
  list: ({ elements }, visit) => all(elements, visit),
  map: ({ entries }, visit) => named(entries, visit),
  spread: ({ value }, visit) => visit(value),
  property: ({ object, dynamicName }, visit) => some(visit, object, dynamicName),
  index: ({ object, index }, visit) => some(visit, object, index),
  methodPointer: ({ object, dynamicName }, visit) => some(visit, object, dynamicName),
  call({ receiver, dynamicName, positional, named: entries, closure }, visit) {
    if (receiver !== undefined) visit(receiver);
    if (dynamicName !== undefined) visit(dynamicName);
    all(positional, visit);
    named(entries, visit);
    if (closure !== undefined) visit(closure);
  },
  new({ positional, named: entries, body }, visit) {
    all(positional, visit);
    named(entries, visit);
    if (body !== undefined) classBody(body, visit);
  },
  newArray: ({ sizes }, visit) => all(sizes, visit),
  closure({ parameters: own, body }, visit) {
    if (own !== undefined) parameters(own, visit);
    all(body, visit);
  },
  unary: ({ operand }, visit) => visit(operand),
  update: ({ target }, visit) => visit(target),
  binary: ({ left, right }, visit) => some(visit, left, right),
  instanceof: ({ value }, visit) => visit(value),
  ternary: ({ test, consequent, alternate }, visit) => some(visit, test, consequent, alternate),
  elvis: ({ left, right }, visit) => some(visit, left, right),
  cast: ({ value }, visit) => visit(value),
  tuple: ({ elements }, visit) => all(elements, visit),
  assign: ({ target, value }, visit) => some(visit, target, value),
  declaration: ({ declaration }, visit) => visit(declaration),
  annotation: ({ annotation }, visit) => annotations([annotation], visit),
  expression: ({ expression }, visit) => visit(expression),
  declare({ declarators, destructured, annotations: own }, visit) {
    for (const { value } of declarators) if (value !== undefined) visit(value);
    if (destructured !== undefined) visit(destructured);
    annotations(own, visit);
  },
  function({ parameters: own, body, annotations: before }, visit) {
    parameters(own, visit);
    if (body !== undefined) all(body, visit);
    annotations(before, visit);
  },
  class({ body, annotations: own }, visit) {
    classBody(body, visit);
    annotations(own, visit);
  },
  constructor({ parameters: own, body, annotations: before }, visit) {
    parameters(own, visit);
    all(body, visit);
    annotations(before, visit);
  },
  initializer: ({ body }, visit) => all(body, visit),
  block: ({ statements }, visit) => all(statements, visit),
  labeled: ({ body }, visit) => visit(body),
  if: ({ test, consequent, alternate }, visit) => some(visit, test, consequent, alternate),
  forIn: ({ iterable, body }, visit) => some(visit, iterable, body),
  for({ init, test, update, body }, visit) {
    all(init, visit);
    if (test !== undefined) visit(test);
    all(update, visit);
    visit(body);
  },
  while: ({ test, body }, visit) => some(visit, test, body),
  switch({ subject, cases }, visit) {
    visit(subject);
    for (const { test, body } of cases) {
      if (test !== undefined) visit(test);
      all(body, visit);
    }
  },
  try({ body, catches, finalizer }, visit) {
    all(body, visit);
    for (const clause of catches) all(clause.body, visit);
    if (finalizer !== undefined) all(finalizer, visit);
  },
  synchronized({ lock, body }, visit) {
    visit(lock);
    all(body, visit);
  },
  throw: ({ value }, visit) => visit(value),
  return: ({ value }, visit) => some(visit, value),
  assert: ({ test, message }, visit) => some(visit, test, message),
  import: ({ annotations: own }, visit) => annotations(own, visit),
  package: ({ annotations: own }, visit) => annotations(own, visit),
};

function some(visit: Visit, ...parts: readonly (Node | undefined)[]): void {
  for (const part of parts) if (part !== undefined) visit(part);
}

function all(parts: readonly Node[], visit: Visit): void {
  for (const part of parts) visit(part);
}

function named(entries: CallNode['named'], visit: Visit): void {
  for (const { key, value } of entries) {
    visit(key);
    visit(value);
  }
}

function parameters(own: readonly Parameter[], visit: Visit): void {
  for (const { defaultValue, annotations: before } of own) {
    if (defaultValue !== undefined) visit(defaultValue);
    annotations(before, visit);
  }
}

function annotations(own: readonly AnnotationNode[], visit: Visit): void {
  for (const { members } of own) for (const { value } of members) visit(value);
}

function classBody({ constants, members }: ClassBody, visit: Visit): void {
  for (const { positional, named: entries, body, annotations: own } of constants) {
    all(positional, visit);
    named(entries, visit);
    if (body !== undefined) classBody(body, visit);
    annotations(own, visit);
  }
  all(members, visit);
}
