import { literalText } from '../expressions.ts';
import { cronProblem } from '../cron.ts';
import type { Remark, Rule, Subject } from '../rule.ts';

export const cronSpec: Rule = {
  id: 'cron-spec',
  severity: 'error',
  summary: 'A time that `cron` or `pollSCM` does not understand.',
  why: 'Jenkins refuses the trigger when the build starts. Five fields: minute, hour, day of the month, month, day of the week; `H` is a value that Jenkins picks.',
  bad: "triggers { cron('H 25 * * *') }",
  good: "triggers { cron('H 4 * * *') }",
  *check({ calls }: Subject): Iterable<Remark> {
    for (const { name, positional } of calls) {
      const [value] = positional;
      const spec = name === 'cron' || name === 'pollSCM' ? literalText(value) : undefined;
      const problem = spec === undefined ? undefined : cronProblem(spec);
      if (value !== undefined && problem !== undefined) yield { at: value, message: problem };
    }
  },
};
