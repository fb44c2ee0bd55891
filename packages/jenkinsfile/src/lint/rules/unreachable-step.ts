import { nodesOf, type Statement } from '@pipeline-lab/groovy/syntax';
import { isError } from '../always-fails.ts';
import type { Remark, Rule, Subject } from '../rule.ts';

export const unreachableStep: Rule = {
  id: 'unreachable-step',
  severity: 'warning',
  summary: 'A step after one that always fails.',
  why: '`error` ends the stage: what follows in the same block is never run.',
  bad: "steps {\n  error 'no target'\n  sh './deploy'\n}",
  good: "steps {\n  sh './deploy'\n}",
  *check({ tree }: Subject): Iterable<Remark> {
    const bodies: (readonly Statement[])[] = [
      ...nodesOf(tree, 'closure').map(({ body }) => body),
      ...nodesOf(tree, 'block').map(({ statements }) => statements),
      ...nodesOf(tree, 'function').map(({ body }) => body ?? []),
    ];
    for (const body of bodies) {
      const index = body.findIndex(isError);
      const next = index < 0 ? undefined : body[index + 1];
      if (next !== undefined)
        yield { at: next, message: 'this is never run: the step before it always fails' };
    }
  },
};
