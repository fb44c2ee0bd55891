import type { CallNode, ClosureNode, Tree } from '@pipeline-lab/groovy/syntax';
import { callsAround } from './tree.ts';

/** Whether a call without receiver must be a step or a function of the script. */
export function isStepCall(call: CallNode, tree: Tree): boolean {
  return !isOther(call, tree);
}

const groovy = new Set([
  'pipeline',
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
  for (let outer = tree.parents.get(call); outer !== undefined; outer = tree.parents.get(outer)) {
    if (outer.kind === 'class') return true;
    if (outer.kind === 'closure') return hasOwnDelegate(outer, tree) || !runsSteps(outer, tree);
    if (outer.kind === 'function') return false;
    // Inside of an argument: `[string(…)]`, `buildDiscarder(logRotator(…))`.
    if (outer.kind === 'list' || outer.kind === 'map') return true;
    if (outer.kind === 'call' && outer.receiver === undefined) return true;
  }
  return false;
}

/** Methods that leave the names of their block as they are; `with` and those of a DSL answer them. */
const plainBlocks =
  /^(?:each|eachWithIndex|eachEntry|eachLine|reverseEach|collect|collectEntries|collectMany|collectNested|find|findAll|findIndexOf|findResult|findResults|any|every|count|countBy|groupBy|inject|sum|max|min|sort|toSorted|unique|split|times|upto|downto|step|removeAll|retainAll|removeIf|forEach|dropWhile|takeWhile|withDefault|replaceAll|computeIfAbsent|curry|inside|withRun|withRegistry|withServer|call)$/;

function hasOwnDelegate(closure: ClosureNode, tree: Tree): boolean {
  const [around] = callsAround(tree, closure);
  return around?.receiver !== undefined && around.closure === closure && !plainBlocks.test(around.name);
}

const holders = new Set(['steps', 'script', 'expression', 'environment']);

/** Whether a block holds steps: in Declarative, when it is in one of the blocks that do. */
function runsSteps(closure: ClosureNode, tree: Tree): boolean {
  for (const [depth, { name }] of callsAround(tree, closure).entries()) {
    if (holders.has(name) || (name === 'post' && depth > 0)) return true;
    if (name === 'pipeline') return false;
  }
  return true;
}
