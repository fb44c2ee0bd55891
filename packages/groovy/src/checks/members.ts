import type { Parameter } from '../ast/expression.ts';
import type {
  ClassBody,
  ClassMember,
  ClassStatement,
  FunctionStatement,
  Script,
  Statement,
} from '../ast/statement.ts';
import type { TypeNode } from '../ast/type.ts';
import type { Fault } from './check.ts';

/** Finds classes of one name, fields of one name in a class, and functions that differ in nothing but their body. */
export function checkMembers({ statements }: Script): Fault[] {
  return checkAll(statements).toSorted((a, b) => a.offset - b.offset);
}

function checkAll(nodes: readonly (Statement | ClassMember)[]): Fault[] {
  const classes = nodes.filter((node) => node.kind === 'class');
  const problem = ({ name }: ClassStatement): string => `the class '${name}' is declared twice`;
  return [
    ...twice(classes, ({ name }) => name, problem),
    ...checkFunctions(nodes),
    ...classes.flatMap(({ body }) => checkFields(body)),
    ...classes.flatMap(({ body }) => checkAll(body.members)),
  ];
}

/** A property and the field behind it may both be written. */
function checkFields({ constants, members }: ClassBody): Fault[] {
  const declared = members.flatMap((member) => {
    if (member.kind !== 'declare') return [];
    const isProperty = !member.modifiers.some((modifier) => visibilities.has(modifier));
    return member.declarators.map(({ name }) => ({ name, isProperty, start: member.start }));
  });
  const fields = [...constants.map(({ name, start }) => ({ name, isProperty: false, start })), ...declared];
  // Groovy names the place of the first one.
  return twice(
    fields.toReversed(),
    ({ name, isProperty }) => `${name} ${isProperty}`,
    ({ name }) => `the field '${name}' is declared twice`,
  );
}

const visibilities: ReadonlySet<string> = new Set(['private', 'protected', 'public']);

function checkFunctions(nodes: readonly (Statement | ClassMember)[]): Fault[] {
  const functions = nodes.filter((node): node is FunctionStatement => node.kind === 'function');
  return twice(
    functions,
    ({ name, parameters }) => `${name}(${parameters.map(typeOf).join()})`,
    ({ name }) => `the function '${name}' is there twice with the same parameters`,
  );
}

function typeOf({ type, variadic }: Parameter): string {
  return `${type === undefined ? 'Object' : nameOf(type)}${variadic ? '[]' : ''}`;
}

function nameOf({ name, dimensions }: TypeNode): string {
  return name.replace(/^java\.(?:lang|util)\./, '') + '[]'.repeat(dimensions);
}

function twice<Node extends { readonly start: number }>(
  nodes: readonly Node[],
  key: (node: Node) => string,
  problem: (node: Node) => string,
): Fault[] {
  const seen = new Set<string>();
  return nodes.flatMap((node) => {
    if (!seen.has(key(node))) {
      seen.add(key(node));
      return [];
    }
    return [{ offset: node.start, problem: problem(node), expected: ['another name'] }];
  });
}
