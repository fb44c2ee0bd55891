import type { Catalogue } from '../../catalogue/catalogue.ts';
import { nearestName } from '../../nearest.ts';
import { isStepCall } from '../../step-calls.ts';
import { usesLibrary } from '../../library.ts';
import type { Remark, Rule, Subject } from '../rule.ts';

export const unknownStep: Rule = {
  id: 'unknown-step',
  severity: 'error',
  summary: 'A step that neither Jenkins nor a widely used plugin has.',
  why: 'The build would fail only when it comes to the step. In a file that names a shared library the step may come from there: the finding is then for information only, once for each name.',
  bad: "steps { ecko 'Building' }",
  good: "steps { echo 'Building' }",
  *check(subject: Subject): Iterable<Remark> {
    const { tree, calls, catalogue, declared, pipeline } = subject;
    const library = usesLibrary(pipeline, tree);
    const unknown = calls.filter(
      (call) => !catalogue.steps.has(call.name) && !declared.has(call.name) && isStepCall(call, tree),
    );
    for (const [name, same] of Map.groupBy(unknown, (call) => call.name)) {
      const message = `unknown step "${name}"`;
      if (library) yield { at: same[0]?.nameSpan ?? pipeline, message, severity: 'info', hint: fromLibrary };
      else for (const { nameSpan } of same) yield { at: nameSpan, message, ...meant(name, catalogue) };
    }
  },
};

const fromLibrary = 'A shared library that this file names may have it.';

function meant(name: string, { steps }: Catalogue): { readonly hint?: string } {
  const nearest = nearestName(name, steps.keys());
  return nearest === undefined ? {} : { hint: `Did you mean \`${nearest}\`?` };
}
