import type { CallNode, Statement } from '@pipeline-lab/groovy/syntax';
import type { StepsBody, StepsBranch } from '../model.ts';
import { callIn, report, type Reader, spanOf, textIn } from './reader.ts';
import { blockOf, type Section } from './sections.ts';
import { checkBranch } from './steps.ts';

/** `steps { … }`; a `parallel` step that is the only one makes branches. */
export function readStepsBody(
  reader: Reader,
  section: Section,
  stage: { readonly name: string; readonly parallel: boolean },
): StepsBody {
  const steps = blockOf(reader, section)?.closure?.body ?? [];
  const parallel = parallelIn(steps);
  if (parallel === undefined) {
    checkBranch(reader, steps, section.statement);
    return { kind: 'steps', steps };
  }
  const branches = readBranches(reader, parallel);
  const [first, second] = branches;
  if (first === undefined) report(reader, parallel, 'stage-body-missing', [stage.name]);
  if (second !== undefined && stage.parallel) report(reader, parallel, 'nested-parallel');
  return { kind: 'steps', steps, branches };
}

function parallelIn(steps: readonly Statement[]): CallNode | undefined {
  const [only, second] = steps;
  const call = only === undefined || second !== undefined ? undefined : callIn(only);
  return call?.name === 'parallel' && call.receiver === undefined ? call : undefined;
}

function readBranches(reader: Reader, { named }: CallNode): StepsBranch[] {
  return named.flatMap((entry): StepsBranch[] => {
    const { key, value } = entry;
    const name = textIn(key);
    if (name === 'failFast') {
      if (value.kind !== 'literal' || typeof value.value !== 'boolean')
        report(reader, key, 'expected-boolean', ['failFast']);
    } else if (value.kind !== 'closure') report(reader, key, 'expected-closure-or-fail-fast');
    else {
      if (name === undefined) report(reader, key, 'expected-string');
      checkBranch(reader, value.body, value);
      return [{ name: name ?? 'error', body: value, ...spanOf(entry) }];
    }
    return [];
  });
}
