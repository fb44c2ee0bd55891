import type { CallNode, Tree } from '@pipeline-lab/groovy/syntax';
import { credentialBindings } from '../../catalogue/credential-bindings.ts';
import type { Schema } from '../../catalogue/schema.ts';
import { buildParameters } from '../../catalogue/values.ts';
import { checkArguments } from '../../read/arguments.ts';
import { readerOf } from '../../read/reader.ts';
import { argumentOf, callsIn } from '../../expressions.ts';
import type { Remark, Rule, Subject } from '../rule.ts';

export const stepArguments: Rule = {
  id: 'step-arguments',
  severity: 'warning',
  summary: 'A wrong argument where Jenkins does not look: in `script`, in functions, in lists.',
  why: 'The validator of Jenkins checks the steps of Declarative alone. Everywhere else a mistyped argument is ignored with a warning in the log, or fails the build when it comes to the step.',
  bad: "script { sh script: 'make', returnStdot: true }",
  good: "script { sh script: 'make', returnStdout: true }",
  *check(subject: Subject): Iterable<Remark> {
    const { calls, catalogue, tree, declared } = subject;
    for (const call of calls) {
      const schema = catalogue.steps.get(call.name);
      if (schema === undefined || declared.has(call.name)) continue;
      if (inGroovy(call, tree)) yield* check(subject, call, schema, lenient);
      const [argument, family] = lists[call.name] ?? [];
      if (argument === undefined || family === undefined) continue;
      for (const value of callsIn(argumentOf(call, argument, schema))) {
        const one = family.get(value.name);
        if (one !== undefined && value.receiver === undefined) yield* check(subject, value, one, strict);
      }
    }
  },
};

const lists: Readonly<Record<string, readonly [string, ReadonlyMap<string, Schema>]>> = {
  withCredentials: ['bindings', named(credentialBindings.schemas)],
  build: ['parameters', named(buildParameters.schemas)],
};

function named(schemas: readonly Schema[]): ReadonlyMap<string, Schema> {
  return new Map(schemas.map((schema) => [schema.name, schema]));
}

/** At run time Jenkins turns texts into numbers and lets arguments be missing. */
const lenient: readonly string[] = ['argument-unknown', 'arguments-unnamed'];
const strict: readonly string[] = [...lenient, 'argument-missing'];

function* check(
  { source, catalogue }: Subject,
  call: CallNode,
  schema: Schema,
  rules: readonly string[],
): Iterable<Remark> {
  const reader = readerOf(source, catalogue);
  checkArguments(reader, call, schema, call.nameSpan);
  for (const { offset, end, message, rule } of reader.problems)
    if (rules.includes(rule)) yield { at: { start: offset, end }, message };
}

/** Whether a call stands in Groovy rather than among the steps that the validator has checked. */
function inGroovy(call: CallNode, { parents }: Tree): boolean {
  for (let outer = parents.get(call); outer !== undefined; outer = parents.get(outer)) {
    if (outer.kind === 'function' || outer.kind === 'class') return true;
    if (outer.kind !== 'call') continue;
    if (outer.name === 'script' || outer.name === 'expression') return true;
    if (outer.name === 'steps' || outer.name === 'post' || outer.name === 'options') return false;
  }
  return false;
}
