import { argumentOf, literalText } from '../../expressions.ts';
import { cronProblem } from '../cron.ts';
import type { Remark, Rule, Subject } from '../rule.ts';

export const cronSpec: Rule = {
  id: 'cron-spec',
  severity: 'error',
  summary: 'A time that `cron`, `pollSCM` or `parameterizedCron` does not understand.',
  why: 'Jenkins refuses the trigger when the build starts. Five fields: minute, hour, day of the month, month, day of the week; `H` is a value that Jenkins picks.',
  bad: "triggers { cron('H 25 * * *') }",
  good: "triggers { cron('H 4 * * *') }",
  *check({ calls }: Subject): Iterable<Remark> {
    for (const call of calls) {
      const argument = specs.get(call.name);
      const value = argument === undefined ? undefined : argumentOf(call, argument);
      const text = literalText(value);
      if (value === undefined || text === undefined) continue;
      const message = cronProblem(call.name === 'parameterizedCron' ? timesOnly(text) : text);
      if (message !== undefined) yield { at: value, message };
    }
  },
};

/** The argument of each trigger that holds its times. */
const specs: ReadonlyMap<string, string> = new Map([
  ['cron', 'spec'],
  ['pollSCM', 'scmpoll_spec'],
  ['parameterizedCron', 'parameterizedSpecification'],
]);

/** Parameters follow each time after a `%`. */
function timesOnly(text: string): string {
  return text.replaceAll(/%.*/g, '');
}
