import { nearestName } from '../../nearest.ts';
import { argumentOf, literalText } from '../../expressions.ts';
import { usesLibrary } from '../../library.ts';
import type { Remark, Rule, Subject } from '../rule.ts';

export const unknownStash: Rule = {
  id: 'unknown-stash',
  severity: 'warning',
  summary: '`unstash` of what nothing stashes.',
  why: 'The step fails with “No such saved stash”. Files whose stashes have computed names, or that use a shared library or `load`, are not looked at.',
  bad: "stash name: 'build', includes: 'dist/**'\n…\nunstash 'biuld'",
  good: "stash name: 'build', includes: 'dist/**'\n…\nunstash 'build'",
  *check({ calls, pipeline, tree }: Subject): Iterable<Remark> {
    const names = calls
      .filter(({ name }) => name === 'stash')
      .map((call) => literalText(argumentOf(call, 'name')));
    const elsewhere = usesLibrary(pipeline, tree) || calls.some(({ name }) => name === 'load');
    if (names.includes(undefined) || elsewhere) return;
    const known = names.flatMap((name) => name ?? []);
    for (const call of calls) {
      const name = call.name === 'unstash' ? literalText(argumentOf(call, 'name')) : undefined;
      if (name === undefined || known.includes(name)) continue;
      const nearest = nearestName(name, known);
      const hint = nearest === undefined ? {} : { hint: `Did you mean \`${nearest}\`?` };
      yield { at: call, message: `nothing stashes "${name}"`, ...hint };
    }
  },
};
