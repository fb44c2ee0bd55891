import type {
  DeclarationStatement,
  ForStatement,
  Statement,
  TryStatement,
} from '../../../src/ast/statement.ts';
import { annotationLines, type Lines, modifierText, typeText, under, type Writer, words } from './lines.ts';

type Rules = {
  readonly [Kind in Statement['kind']]: (node: Statement & { readonly kind: Kind }, writer: Writer) => Lines;
};

const rules: Rules = {
  expression: ({ expression }, writer) => under('expression', writer.expression(expression)),
  declare: (node, writer) => declarationLines(node, writer),
  block: ({ statements }, writer) => under('block', writer.statements(statements)),
  labeled: ({ label, body }, writer) => under(`label ${label}`, statementLines(body, writer)),
  if: ({ test, consequent, alternate }, writer) =>
    under(
      'if',
      writer.expression(test),
      bodyLines(consequent, writer),
      alternate === undefined ? [] : bodyLines(alternate, writer),
    ),
  forIn: ({ name, type, iterable, body }, writer) =>
    under(`for in ${name} ${typeText(type)}`, writer.expression(iterable), bodyLines(body, writer)),
  for: (node, writer) => under('for', forHead(node, writer), bodyLines(node.body, writer)),
  while: ({ test, body }, writer) => under('while', writer.expression(test), bodyLines(body, writer)),
  switch: ({ subject, cases }, writer) =>
    under('switch', writer.expression(subject), ...casesLines(cases, writer)),
  try: (node, writer) => tryLines(node, writer),
  synchronized: ({ lock, body }, writer) =>
    under('synchronized', writer.expression(lock), writer.statements(body)),
  throw: ({ value }, writer) => under('throw', writer.expression(value)),
  return: ({ value }, writer) => under('return', value === undefined ? [] : writer.expression(value)),
  break: ({ label }) => [words('break', label)],
  continue: ({ label }) => [words('continue', label)],
  assert: ({ test, message }, writer) =>
    under('assert', writer.expression(test), message === undefined ? [] : writer.expression(message)),
  // What stands at the top of a file is written by script.ts.
  function: () => [],
  class: () => [],
  import: () => [],
  package: () => [],
};

/** The lines of a statement. */
export function statementLines<Kind extends Statement['kind']>(
  node: Statement & { readonly kind: Kind },
  writer: Writer,
): Lines {
  return rules[node.kind](node, writer);
}

/** The lines of a statement that hangs on another; Groovy makes a block of several declarations there. */
function bodyLines(node: Statement, writer: Writer): Lines {
  const lines = statementLines(node, writer);
  return node.kind === 'declare' && node.declarators.length > 1 && node.destructured === undefined
    ? under('block', lines)
    : lines;
}

function declarationLines(node: DeclarationStatement, writer: Writer): Lines {
  const annotations = annotationLines(node.annotations, writer);
  const { declarators, destructured } = node;
  if (destructured !== undefined) {
    const names = declarators.map(({ name, type }) => `${name} ${typeText(type)}`);
    return under('declare several', names, annotations, writer.expression(destructured));
  }
  return declarators.flatMap(({ name, type, value }) =>
    under(
      words('declare', name, typeText(type), modifierText(node.modifiers)),
      annotations,
      value === undefined ? [] : writer.expression(value),
    ),
  );
}

function forHead({ init, test, update }: ForStatement, writer: Writer): Lines {
  const [first] = init;
  const begin =
    first?.kind === 'expression'
      ? writer.expression(first.expression)
      : first && statementLines(first, writer);
  const [step] = update;
  return [
    ...(begin ?? ['empty']),
    ...(test === undefined ? ['empty'] : writer.expression(test)),
    ...(step === undefined ? ['empty'] : writer.expression(step)),
  ];
}

/** Groovy keeps the default apart from the cases, and leaves out what falls through to it. */
function casesLines(cases: (Statement & { readonly kind: 'switch' })['cases'], writer: Writer): Lines[] {
  const tested = cases.flatMap(({ test, body }) =>
    test === undefined ? [] : [under('case', writer.expression(test), writer.statements(body))],
  );
  const fallback = cases.find(({ test }) => test === undefined);
  return fallback === undefined ? tested : [...tested, under('default', writer.statements(fallback.body))];
}

function tryLines({ body, catches, finalizer }: TryStatement, writer: Writer): Lines {
  const caught = catches.flatMap(({ types, name, body }) =>
    (types.length === 0 ? ['-'] : types.map((type) => typeText({ ...type, arguments: [] }))).map((type) =>
      under(`catch ${name} ${type}`, writer.statements(body)),
    ),
  );
  const last = finalizer === undefined ? [] : under('finally', writer.statements(finalizer));
  return under('try', writer.statements(body), ...caught, last);
}
