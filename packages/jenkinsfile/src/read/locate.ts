import type { Script, Statement } from '@pipeline-lab/groovy/syntax';
import { blockIn, callIn, report, type Reader } from './reader.ts';

/** The statements `pipeline { … }` at the top of a script or, in a shared library, in its method `call`. */
export function pipelineStatements({ statements }: Script): Statement[] {
  const top = statements.filter(isPipeline);
  if (top.length > 0) return top;
  return statements.flatMap((statement) =>
    statement.kind === 'function' && statement.name === 'call' ? inside(statement.body ?? []) : [],
  );
}

function isPipeline(statement: Statement): boolean {
  const call = callIn(statement);
  return call?.name === 'pipeline' && call.receiver === undefined;
}

/** The pipelines in a method, in whatever branch of it. */
function inside(statements: readonly Statement[]): Statement[] {
  return statements.flatMap((statement): Statement[] => {
    if (isPipeline(statement)) return [statement];
    switch (statement.kind) {
      case 'if':
        return inside([statement.consequent, ...(statement.alternate ? [statement.alternate] : [])]);
      case 'block':
        return inside(statement.statements);
      case 'try':
        return inside([...statement.body, ...(statement.finalizer ?? [])]);
      case 'switch':
        return statement.cases.flatMap(({ body }) => inside(body));
      default:
        return inside(blockIn(statement)?.closure?.body ?? []);
    }
  });
}

/** Tells why there is no pipeline: it stands in another block, or not at all. */
export function reportMissing(reader: Reader, { statements, start }: Script): void {
  const before = reader.problems.length;
  for (const statement of statements) {
    if (statement.kind === 'expression')
      for (const nested of inside([statement])) report(reader, nested, 'pipeline-not-at-top', ['pipeline']);
  }
  if (reader.problems.length === before) report(reader, { start, end: start }, 'no-pipeline');
}
