import type { Script, Statement } from '../ast/statement.ts';
import type { Fault } from './check.ts';
import { forEachChild, type Part } from './children.ts';

/** What surrounds a statement in its script or method. */
interface Around {
  readonly inLoop: boolean;
  readonly inSwitch: boolean;
  readonly labels: ReadonlySet<string>;
  readonly faults: Fault[];
}

type Jump = Statement & { readonly kind: 'break' | 'continue' };

/** Finds `break` and `continue` outside of loops, and those to a label that is not there. */
export function checkJumps({ statements }: Script): Fault[] {
  const faults: Fault[] = [];
  visitCode({ statements }, faults);
  return faults.toSorted((a, b) => a.offset - b.offset);
}

/** Visits the code of a script, method, initializer or closure, which no jump leaves. */
function visitCode(code: Part, faults: Fault[]): void {
  const labels = new Set<string>();
  collectLabels(code, labels);
  visitAll(code, { inLoop: false, inSwitch: false, labels, faults });
}

function collectLabels(node: Part, labels: Set<string>): void {
  if (node['kind'] === 'labeled') labels.add(String(node['label']));
  forEachChild(node, (child) => {
    if (!isCode(child)) collectLabels(child, labels);
  });
}

const codeKinds: ReadonlySet<unknown> = new Set(['function', 'constructor', 'initializer', 'closure']);

function isCode({ kind }: Part): boolean {
  return codeKinds.has(kind);
}

function visitAll(node: Part, around: Around): void {
  forEachChild(node, (child) => visit(child, around));
}

function visit(node: Part, around: Around): void {
  if (isCode(node)) return visitCode({ parameters: node['parameters'], body: node['body'] }, around.faults);
  const { kind } = node;
  if (kind === 'break' || kind === 'continue') checkJump(node as unknown as Jump, around);
  if (kind === 'forIn' || kind === 'for' || kind === 'while') visitAll(node, { ...around, inLoop: true });
  else visitAll(node, kind === 'switch' ? { ...around, inSwitch: true } : around);
}

function checkJump({ kind, label, start }: Jump, { inLoop, inSwitch, labels, faults }: Around): void {
  const where = kind === 'break' && label === undefined ? 'a loop or a switch' : 'a loop';
  const allowed = inLoop || (label === undefined ? kind === 'break' && inSwitch : kind === 'continue');
  if (!allowed)
    faults.push({ offset: start, problem: `'${kind}' can only stand in ${where}`, expected: ["'return'"] });
  if (label !== undefined && !labels.has(label)) {
    faults.push({
      offset: start,
      problem: `there is no label '${label}' to ${kind}`,
      expected: [`the label '${label}:' before a loop`],
    });
  }
}
