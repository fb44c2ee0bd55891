import { nearestName } from '../../nearest.ts';
import { usesLibrary } from '../../names.ts';
import { around, plainCalls, type Tree } from '../../tree.ts';
import type { CallNode } from '@pipeline-lab/groovy';
import type { Remark, Rule, Subject } from '../rule.ts';

export const unknownStep: Rule = {
  id: 'unknown-step',
  severity: 'error',
  summary: 'A step that neither Jenkins nor a widely used plugin has.',
  why: 'The build would fail only when it comes to the step. In a file that names a shared library the step may come from there: the finding is then for information only.',
  bad: "steps { ecko 'Building' }",
  good: "steps { echo 'Building' }",
  *check({ tree, catalogue, declared, source, pipeline }: Subject): Iterable<Remark> {
    const library = pipeline.libraries.length > 0 || usesLibrary(source);
    const known = [...catalogue.steps.keys()];
    for (const call of plainCalls(tree)) {
      const { name, nameSpan } = call;
      if (catalogue.steps.has(name) || declared.has(name) || isOther(call, tree)) continue;
      const nearest = nearestName(name, known);
      const message = `unknown step "${name}"`;
      const hint = nearest === undefined ? {} : { hint: `Did you mean \`${nearest}\`?` };
      yield { at: nameSpan, message, ...hint, ...(library ? { severity: 'info' } : {}) };
    }
  },
};

const groovy = new Set([
  'sprintf',
  'printf',
  'use',
  'with',
  'tap',
  'call',
  'run',
  'this',
  'super',
  'getProperty',
  'setProperty',
  'getBinding',
  'toString',
  'hashCode',
  'isInstance',
  'getClass',
  'currentBuild',
  'credentials',
  'randomUUID',
]);

/** What is a call, and no step: sections, values in arguments, what Groovy itself has, methods of a class. */
function isOther(call: CallNode, tree: Tree): boolean {
  if (groovy.has(call.name) || call.name === '$' || /^[A-Z]/.test(call.name)) return true;
  for (const outer of around(tree, call)) {
    if (outer.kind === 'class') return true;
    if (outer.kind === 'closure') return !runsSteps(outer, tree);
    if (outer.kind === 'function') return false;
    // Inside of an argument: `[string(…)]`, `buildDiscarder(logRotator(…))`.
    if (outer.kind === 'list' || outer.kind === 'map') return true;
    if (outer.kind === 'call' && outer.receiver === undefined) return true;
  }
  return false;
}

const sections = new Set([
  'pipeline',
  'agent',
  'node',
  'docker',
  'dockerfile',
  'kubernetes',
  'containerTemplate',
  'label',
  'options',
  'parameters',
  'triggers',
  'tools',
  'libraries',
  'stages',
  'stage',
  'parallel',
  'matrix',
  'axes',
  'axis',
  'excludes',
  'exclude',
  'when',
  'allOf',
  'anyOf',
  'not',
  'input',
  'post',
  'environment',
]);

/** Whether a block holds steps: it does not when it is a section of Declarative. */
function runsSteps(closure: Extract<Parameters<typeof around>[1], { kind: 'closure' }>, tree: Tree): boolean {
  const owner = tree.parents.get(closure);
  if (owner?.kind !== 'call' || !sections.has(owner.name)) return true;
  if (owner.name === 'pipeline') return false;
  let inSteps = false;
  for (const outer of around(tree, owner)) {
    if (outer.kind !== 'call') continue;
    if (['steps', 'script', 'expression', 'environment'].includes(outer.name)) inSteps = true;
    if (outer.name === 'post' && owner.name !== 'post') inSteps = true;
    if (outer.name === 'pipeline') return inSteps;
  }
  return true;
}
