import { literalText } from '../../expressions.ts';
import type { Remark, Rule, Subject } from '../rule.ts';

export const overwrittenPath: Rule = {
  id: 'overwritten-path',
  severity: 'warning',
  summary: 'A `PATH` with neither the old one nor the folders of the system.',
  why: 'The shell finds no command any more, not even `sh` itself.',
  bad: "environment { PATH = '/opt/tool/bin' }",
  good: 'environment { PATH = "/opt/tool/bin:$PATH" }',
  *check({ pipeline, holders }: Subject): Iterable<Remark> {
    const blocks = [pipeline.environment, ...holders.map(({ environment }) => environment)];
    for (const entry of blocks.flat())
      if (entry.name === 'PATH' && !hasSystem(literalText(entry.value)))
        yield { at: entry, message: 'this PATH has nothing of the old one' };
  },
};

/** A computed value may have everything; a literal one has to name the folders of the system itself. */
function hasSystem(path: string | undefined): boolean {
  return path === undefined || path.split(/[:;]/).some((folder) => ['/bin', '/usr/bin'].includes(folder));
}
