import { nodesOf, type Statement, treeOf } from '@pipeline-lab/groovy/syntax';

/** Whether steps always come to a step `error` that nothing catches. */
export function alwaysFails(steps: readonly Statement[]): boolean {
  const failing = steps.findIndex(isError);
  return failing >= 0 && !steps.slice(0, failing).some(mayLeave);
}

/** Whether a statement may end the block before what follows it. */
function mayLeave(statement: Statement): boolean {
  const tree = treeOf(statement);
  return (['return', 'break', 'continue'] as const).some((kind) => nodesOf(tree, kind).length > 0);
}

/** The step `error` itself, or in a block that hands its failure on. */
export function isError(statement: Statement): boolean {
  if (statement.kind === 'throw') return true;
  if (statement.kind !== 'expression' || statement.expression.kind !== 'call') return false;
  const { name, receiver, closure } = statement.expression;
  if (receiver !== undefined) return false;
  if (name === 'error') return closure === undefined;
  return transparent.includes(name) && closure !== undefined && alwaysFails(closure.body);
}

const transparent = ['script', 'dir', 'withEnv', 'timestamps', 'ansiColor', 'node', 'withCredentials'];
