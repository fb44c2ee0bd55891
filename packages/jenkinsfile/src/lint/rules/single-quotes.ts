import type { CallNode, Expression } from '@pipeline-lab/groovy/syntax';
import type { Remark, Rule, Subject } from '../rule.ts';

export const singleQuotes: Rule = {
  id: 'single-quotes',
  severity: 'warning',
  summary: '`${env.X}` or `${params.X}` in single quotes.',
  why: 'Groovy fills in strings in double quotes only, and the shell does not know names with a dot: the text stays as it is, or `sh` fails with “bad substitution”.',
  bad: "echo 'Branch ${env.BRANCH_NAME}'",
  good: 'echo "Branch ${env.BRANCH_NAME}"',
  *check({ source, calls, catalogue }: Subject): Iterable<Remark> {
    // A text that is kept may be a template that is filled in later.
    const steps = calls.filter(({ name }) => catalogue.steps.has(name));
    for (const literal of steps.flatMap(literalsOf)) {
      const { start, end } = literal;
      if (!source.startsWith("'", start)) continue;
      const written = source.slice(start, end);
      const found = /(?<!\\)\$\{(?:env|params|currentBuild)\.\w+\}/.exec(written);
      if (found === null) continue;
      const at = { start: start + found.index, end: start + found.index + found[0].length };
      const hint = 'Use double quotes, or the name alone for a shell: `$NAME`.';
      yield { at, message: `${found[0]} is not interpolated in single quotes`, hint };
    }
  },
};

/** The texts that a step is given as they are. */
function literalsOf({ positional, named }: CallNode): Expression[] {
  return [...positional, ...named.map(({ value }) => value)].filter(({ kind }) => kind === 'literal');
}
