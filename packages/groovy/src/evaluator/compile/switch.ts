import type { SwitchStatement } from '../../ast/statement.ts';
import { isCase } from '../core/operators.ts';
import type { Value } from '../value/value.ts';
import { locate } from './errors.ts';
import type { Code, Completion, Frame, Run } from './frame.ts';
import type { Scope } from './scope.ts';

/** `switch`: the first `case` that takes the value, then on to the next `break`. */
export function compileSwitch(node: SwitchStatement, scope: Scope, tail: boolean): Run {
  const subject = scope.unit.expression(node.subject, scope);
  // Wherever `default` stands, it comes last: it does not fall through into another case.
  const cases = [
    ...node.cases.filter(({ test }) => test !== undefined),
    ...node.cases.filter(({ test }) => test === undefined),
  ];
  const tests = cases.map(({ test }) =>
    test === undefined ? undefined : scope.unit.expression(test, scope),
  );
  const bodies = scope.inBlock(() =>
    cases.map(({ test, body }) => {
      // Only what ends with `break` and the default are what the function gives.
      const isLast = test === undefined;
      const ends = body.at(-1)?.kind === 'break';
      const given = ends ? body.slice(0, -1) : body;
      const own = tail && (isLast || ends);
      const run = scope.unit.statements(given, scope, own);
      return ends ? breaking(run) : run;
    }),
  );
  const otherwise = cases.findIndex(({ test }) => test === undefined);
  return (frame) => {
    const value = subject(frame);
    const chosen =
      value instanceof Promise
        ? value.then((later) => choose(later, tests, frame, node.start))
        : choose(value, tests, frame, node.start);
    const go = (index: number): Completion | Promise<Completion> => {
      const from = index < 0 ? otherwise : index;
      return from < 0 ? undefined : runFrom(bodies, from, frame);
    };
    return chosen instanceof Promise ? chosen.then(go) : go(chosen);
  };
}

function breaking(run: Run): Run {
  const leave: Completion = { kind: 'break', label: undefined };
  return (frame) => {
    const completion = run(frame);
    return completion instanceof Promise ? completion.then((later) => later ?? leave) : (completion ?? leave);
  };
}

/** The index of the case that takes the value, or -1. */
function choose(
  value: Value,
  tests: readonly (Code | undefined)[],
  frame: Frame,
  start: number,
): number | Promise<number> {
  for (const [index, test] of tests.entries()) {
    if (test === undefined) continue;
    try {
      const label = test(frame);
      if (label instanceof Promise) return chooseLater(value, tests, index, label, frame);
      const takes = isCase(label, value, frame);
      if (takes instanceof Promise)
        return takes.then((later) =>
          later === true ? index : chooseLater(value, tests, index + 1, undefined, frame),
        );
      if (takes === true) return index;
    } catch (error) {
      locate(error, start);
    }
  }
  return -1;
}

async function chooseLater(
  value: Value,
  tests: readonly (Code | undefined)[],
  from: number,
  first: Promise<Value> | undefined,
  frame: Frame,
): Promise<number> {
  let label = first;
  for (let index = from; index < tests.length; index += 1) {
    const test = tests[index];
    if (test === undefined) continue;
    const given = await (label ?? test(frame));
    label = undefined;
    if ((await isCase(given, value, frame)) === true) return index;
  }
  return -1;
}

function runFrom(bodies: readonly Run[], from: number, frame: Frame): Completion | Promise<Completion> {
  for (let index = from; index < bodies.length; index += 1) {
    const completion = bodies[index]?.(frame);
    if (completion instanceof Promise)
      return completion.then((later) =>
        later === undefined ? runFrom(bodies, index + 1, frame) : settle(later),
      );
    if (completion !== undefined) return settle(completion);
  }
  return undefined;
}

function settle(completion: Completion): Completion {
  return completion?.kind === 'break' && completion.label === undefined ? undefined : completion;
}
