import type { ClassStatement, Script, Statement } from '../ast/statement.ts';
import type { Fault } from './check.ts';

/** Finds classes that cannot be: below themselves, below an interface, or with a method that is left open. */
export function checkClasses({ statements }: Script): Fault[] {
  const own = new Map(statements.filter(isClass).map((each) => [each.name, each]));
  const classes = [...own.values()];
  const closed = classes.filter(({ type, modifiers }) => type === 'class' && !modifiers.includes('abstract'));
  return [...classes.flatMap((each) => inheritanceFaults(each, own)), ...closed.flatMap(openMethods)];
}

function isClass(statement: Statement): statement is ClassStatement {
  return statement.kind === 'class';
}

/** Interfaces of Java that go by their short names everywhere. */
const interfaces: ReadonlySet<string> = new Set(
  (
    'List Map Set Collection Iterable Iterator Queue Deque SortedMap SortedSet Runnable Comparable Comparator ' +
    'Serializable Closeable Cloneable CharSequence'
  ).split(' '),
);

function inheritanceFaults(
  { name, type, superclass }: ClassStatement,
  own: ReadonlyMap<string, ClassStatement>,
): Fault[] {
  if (superclass === undefined || type !== 'class') return [];
  const { start: offset } = superclass;
  if (ancestorsOf(name, own).includes(name))
    return [{ offset, problem: `the class '${name}' is above itself`, expected: ['another class'] }];
  const above = own.get(superclass.name);
  const isInterface = above === undefined ? interfaces.has(superclass.name) : above.type === 'interface';
  if (!isInterface) return [];
  const problem = `'${superclass.name}' is an interface, which no class extends`;
  return [{ offset, problem, expected: [`'implements ${superclass.name}'`] }];
}

/** The names of the classes above one, as far as the script has them, up to the first that comes again. */
function ancestorsOf(name: string, own: ReadonlyMap<string, ClassStatement>): string[] {
  const names: string[] = [];
  let next = own.get(name)?.superclass?.name;
  while (next !== undefined && !names.includes(next)) {
    names.push(next);
    next = own.get(next)?.superclass?.name;
  }
  return names;
}

function openMethods({ name, body }: ClassStatement): Fault[] {
  return body.members.flatMap((member) => {
    if (member.kind !== 'function' || !member.modifiers.includes('abstract')) return [];
    const problem = `the class '${name}' is not abstract and cannot have the abstract method '${member.name}'`;
    return [{ offset: member.nameSpan.start, problem, expected: [`a body, or 'abstract class ${name}'`] }];
  });
}
