import type { Node } from '../ast/parts.ts';
import type { JumpStatement } from '../ast/statement.ts';
import { nodesOf, type Tree } from '../ast/tree.ts';
import type { Fault } from './check.ts';

/** Finds `break` and `continue` outside of loops, and those to a label that is not there. */
export function checkJumps(tree: Tree): Fault[] {
  const jumps = [...nodesOf(tree, 'break'), ...nodesOf(tree, 'continue')];
  return jumps.flatMap((jump) => faultsOf(jump, tree)).sort((a, b) => a.offset - b.offset);
}

function faultsOf(jump: JumpStatement, tree: Tree): Fault[] {
  const { kind, label, start: offset } = jump;
  const { code, kinds } = surroundings(jump, tree);
  const faults: Fault[] = [];
  const inLoop = kinds.has('for') || kinds.has('forIn') || kinds.has('while');
  const inSwitch = kinds.has('switch');
  const allowed = inLoop || (label === undefined ? kind === 'break' && inSwitch : kind === 'continue');
  const where = kind === 'break' && label === undefined ? 'a loop or a switch' : 'a loop';
  if (!allowed)
    faults.push({ offset, problem: `'${kind}' can only stand in ${where}`, expected: ["'return'"] });
  if (label !== undefined && !hasLabel(code, label, tree)) {
    const expected = [`the label '${label}:' before a loop`];
    faults.push({ offset, problem: `there is no label '${label}' to ${kind}`, expected });
  }
  return faults;
}

interface Surroundings {
  /** The script, method, initializer or closure that the statement is in, which no jump leaves. */
  readonly code: Node | undefined;
  /** What stands around the statement in there. */
  readonly kinds: ReadonlySet<Node['kind']>;
}

const codeKinds: ReadonlySet<Node['kind']> = new Set(['function', 'constructor', 'initializer', 'closure']);

function surroundings(node: Node, { parents }: Tree): Surroundings {
  const kinds = new Set<Node['kind']>();
  let outer = parents.get(node);
  for (; outer !== undefined && !codeKinds.has(outer.kind); outer = parents.get(outer)) kinds.add(outer.kind);
  return { code: outer, kinds };
}

function hasLabel(code: Node | undefined, label: string, tree: Tree): boolean {
  return nodesOf(tree, 'labeled').some(
    (labeled) => labeled.label === label && surroundings(labeled, tree).code === code,
  );
}
