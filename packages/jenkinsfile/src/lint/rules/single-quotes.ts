import { nodesOf } from '../../tree.ts';
import type { Remark, Rule, Subject } from '../rule.ts';

export const singleQuotes: Rule = {
  id: 'single-quotes',
  severity: 'warning',
  summary: '`${env.X}` or `${params.X}` in single quotes.',
  why: 'Groovy fills in strings in double quotes only, and the shell does not know names with a dot: the text stays as it is, or `sh` fails with “bad substitution”.',
  bad: "echo 'Branch ${env.BRANCH_NAME}'",
  good: 'echo "Branch ${env.BRANCH_NAME}"',
  *check({ tree, source }: Subject): Iterable<Remark> {
    for (const literal of nodesOf(tree, 'literal')) {
      const { value, start, end } = literal;
      if (typeof value !== 'string' || !source.startsWith("'", start)) continue;
      // `text.replace('${env.X}', …)` means it.
      const parent = tree.parents.get(literal);
      if (parent?.kind === 'call' && parent.receiver !== undefined) continue;
      const found = /\$\{(?:env|params|currentBuild)\.\w+\}/.exec(value);
      if (found === null) continue;
      const hint = 'Use double quotes, or the name alone for a shell: `$NAME`.';
      yield { at: { start, end }, message: `${found[0]} is not interpolated in single quotes`, hint };
    }
  },
};
