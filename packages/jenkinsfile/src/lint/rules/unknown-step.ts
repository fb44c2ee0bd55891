import { nearestName } from '../../nearest.ts';
import { usesLibrary } from '../../names.ts';
import { stepCalls } from '../../step-calls.ts';
import type { Remark, Rule, Subject } from '../rule.ts';

export const unknownStep: Rule = {
  id: 'unknown-step',
  severity: 'error',
  summary: 'A step that neither Jenkins nor a widely used plugin has.',
  why: 'The build would fail only when it comes to the step. In a file that names a shared library the step may come from there: the finding is then for information only.',
  bad: "steps { ecko 'Building' }",
  good: "steps { echo 'Building' }",
  *check({ tree, catalogue, declared, source, pipeline }: Subject): Iterable<Remark> {
    const library = pipeline.libraries.length > 0 || usesLibrary(source);
    const meant = new Map<string, string | undefined>();
    for (const { name, nameSpan } of stepCalls(tree)) {
      if (catalogue.steps.has(name) || declared.has(name)) continue;
      if (!meant.has(name)) meant.set(name, nearestName(name, catalogue.steps.keys()));
      const nearest = meant.get(name);
      const message = `unknown step "${name}"`;
      const hint = nearest === undefined ? {} : { hint: `Did you mean \`${nearest}\`?` };
      yield { at: nameSpan, message, ...hint, ...(library ? { severity: 'info' } : {}) };
    }
  },
};
