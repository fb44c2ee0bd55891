import { nodesOf } from '@pipeline-lab/groovy/syntax';
import type { EnvEntry } from '../../model.ts';
import type { Holder } from '../../stages.ts';
import { memberOf } from '../../expressions.ts';
import type { Remark, Rule, Subject } from '../rule.ts';
import { globalMember } from '../scope.ts';

export const shadowedAssignment: Rule = {
  id: 'shadowed-assignment',
  severity: 'warning',
  summary: '`env.X = …` where an `environment` block sets `X`.',
  why: 'The block wins as long as it is in force: steps inside of it do not see the assignment. (`env.X = env.X` is the way to hand the value to a job that called this one, and no finding.)',
  bad: "environment { VERSION = '1' }\n…\nscript { env.VERSION = '2' }",
  good: "script { env.VERSION = '2' }",
  *check({ pipeline, tree, holders }: Subject): Iterable<Remark> {
    for (const { target, value } of nodesOf(tree, 'assign')) {
      const name = globalMember(tree, target, 'env');
      if (name !== undefined && memberOf(value, 'env') === name) continue;
      const around = holders.filter(({ start, end }) => start <= target.start && target.end <= end);
      const entry = name === undefined ? undefined : lastEntry(pipeline.environment, around, name);
      const inside = pipeline.start <= target.start && target.end <= pipeline.end;
      if (entry !== undefined && inside)
        yield { at: target, message: `env.${name} is set by an environment block here, which wins` };
    }
  },
};

function lastEntry(own: readonly EnvEntry[], around: readonly Holder[], name: string): EnvEntry | undefined {
  return [own, ...around.map(({ environment }) => environment)].flat().find((entry) => entry.name === name);
}
