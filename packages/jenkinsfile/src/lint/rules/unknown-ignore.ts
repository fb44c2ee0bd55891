import { nearestName } from '../../nearest.ts';
import type { Remark, Rule, Subject } from '../rule.ts';

export const unknownIgnore: Rule = {
  id: 'unknown-ignore',
  severity: 'warning',
  summary: 'A comment `plab-ignore` with an id that no rule has.',
  why: 'It silences nothing. The reason for a comment stands after ` -- `.',
  bad: "sh 'make' // plab-ignore no-agnet",
  good: "sh 'make' // plab-ignore no-agent -- the library brings one",
  *check({ suppressions, ruleIds }: Subject): Iterable<Remark> {
    for (const { at, ids } of suppressions)
      for (const id of new Set(ids)) {
        if (ruleIds.has(id)) continue;
        const nearest = nearestName(id, ruleIds);
        const hint = nearest === undefined ? 'A reason stands after ` -- `.' : `Did you mean \`${nearest}\`?`;
        yield { at, message: `there is no rule "${id}"`, hint };
      }
  },
};
