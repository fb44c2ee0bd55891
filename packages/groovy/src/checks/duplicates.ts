import type { Parameter } from '../ast/expression.ts';
import type { ClassBody, ClassMember, Script, Statement } from '../ast/statement.ts';
import { nodesOf, type Tree } from '../ast/tree.ts';
import type { Fault } from './check.ts';

/** Finds functions, methods, constructors, fields and classes that are there already, by name and types. */
export function checkDuplicates({ statements }: Script, tree: Tree): Fault[] {
  const faults: Fault[] = [];
  checkFunctions(statements, faults);
  checkClasses(statements, faults);
  for (const { body } of [...nodesOf(tree, 'class'), ...nodesOf(tree, 'new')])
    if (body !== undefined) checkBody(body, faults);
  return faults.sort((a, b) => a.offset - b.offset);
}

function checkBody({ members, constants }: ClassBody, faults: Fault[]): void {
  checkFunctions(members, faults);
  checkClasses(members, faults);
  const declared = members.flatMap((member) => {
    if (member.kind !== 'declare') return [];
    // A property may have a field of its own beside it.
    const isField = member.modifiers.some((modifier) => visibilities.has(modifier));
    return member.declarators.map(({ name }) => ({ name, isField, start: member.start }));
  });
  const all = [...constants.map(({ name, start }) => ({ name, isField: true, start })), ...declared];
  const [fields, properties] = [new Set<string>(), new Set<string>()];
  // The compiler names the place of the first one.
  for (const { name, isField, start } of all.toReversed())
    note(isField ? fields : properties, [name], start, `the field '${name}'`, faults);
}

const visibilities: ReadonlySet<string> = new Set(['private', 'protected', 'public']);

function checkClasses(statements: readonly (Statement | ClassMember)[], faults: Fault[]): void {
  const names = new Set<string>();
  for (const each of statements)
    if (each.kind === 'class') note(names, [each.name], each.start, `the class '${each.name}'`, faults);
}

function checkFunctions(statements: readonly (Statement | ClassMember)[], faults: Fault[]): void {
  const signatures = new Set<string>();
  for (const each of statements) {
    if (each.kind === 'function') {
      const { name, parameters, nameSpan } = each;
      const own = signaturesOf(parameters).map((types) => `${name}(${types})`);
      note(signatures, own, nameSpan.start, `the method ${own[0]}`, faults);
    } else if (each.kind === 'constructor') {
      const [types = ''] = signaturesOf(each.parameters);
      note(signatures, [`(${types})`], each.start, `the constructor (${types})`, faults);
    }
  }
}

/** The types of all parameters, then those without the last one that has a default, and so on. */
function signaturesOf(parameters: readonly Parameter[]): string[] {
  const signatures = [parameters];
  for (let index = parameters.length - 1; index >= 0; index -= 1) {
    if (parameters[index]?.defaultValue === undefined) continue;
    signatures.push((signatures.at(-1) ?? []).filter((one) => one !== parameters[index]));
  }
  return signatures.map((types) => types.map(typeOf).join(', '));
}

function typeOf({ type, variadic }: Parameter): string {
  const name = type?.name.replace(/^java\.(?:lang|util|io|net)\.(?=[A-Z]\w*$)/, '') ?? 'Object';
  return name + '[]'.repeat((type?.dimensions ?? 0) + (variadic ? 1 : 0));
}

function note(
  known: Set<string>,
  own: readonly string[],
  offset: number,
  what: string,
  faults: Fault[],
): void {
  if (own.some((each) => known.has(each)))
    faults.push({ offset, problem: `${what} is already there`, expected: ['another name'] });
  for (const each of own) known.add(each);
}
