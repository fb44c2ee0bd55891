import { allStages } from '../../stages.ts';
import { literalText } from '../expressions.ts';
import type { Remark, Rule, Subject } from '../rule.ts';

export const overwrittenPath: Rule = {
  id: 'overwritten-path',
  severity: 'warning',
  summary: 'A `PATH` that leaves out the old one.',
  why: 'The shell finds no command any more, not even `sh` itself.',
  bad: "environment { PATH = '/opt/tool/bin' }",
  good: 'environment { PATH = "/opt/tool/bin:$PATH" }',
  *check({ pipeline }: Subject): Iterable<Remark> {
    const blocks = [pipeline.environment, ...allStages(pipeline).map(({ environment }) => environment)];
    for (const entry of blocks.flat())
      if (entry.name === 'PATH' && literalText(entry.value) !== undefined)
        yield { at: entry, message: 'this PATH has nothing of the old one' };
  },
};
