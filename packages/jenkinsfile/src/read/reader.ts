import type { CallNode, ClosureNode, Expression, Span, Statement } from '@pipeline-lab/groovy';
import type { Problem } from '../errors.ts';
import { nearestName } from '../nearest.ts';

/** Collects what is wrong while a Jenkinsfile is read, so that all of it can be told at once. */
export interface Reader {
  readonly problems: Problem[];
  readonly stageNames: Set<string>;
}

/** One `name arguments { block }` of a block. */
export interface Section {
  readonly name: string;
  readonly call: CallNode;
}

export function report(reader: Reader, at: Span, message: string, hint?: string): void {
  reader.problems.push({ offset: at.start, message, ...(hint === undefined ? {} : { hint }) });
}

/** The calls that a block consists of; anything else in it is reported. */
export function sectionsOf(reader: Reader, block: ClosureNode | undefined, inside: string): Section[] {
  return (block?.body ?? []).flatMap((statement) => {
    const call = callIn(statement);
    if (call !== undefined) return [{ name: call.name, call }];
    report(
      reader,
      statement,
      `Not a valid section definition in ${inside}`,
      `Only sections can stand here, such as \`steps { … }\`.`,
    );
    return [];
  });
}

/** A statement that is a call without receiver, or a bare name, which Groovy takes for one here (`agent any`). */
export function callIn(statement: Statement): CallNode | undefined {
  if (statement.kind !== 'expression') return undefined;
  const { expression } = statement;
  return expression.kind === 'call' && expression.receiver === undefined ? expression : undefined;
}

/** Reports the sections that a block must not have, and those that it has twice. */
export function checkSections(
  reader: Reader,
  sections: readonly Section[],
  known: readonly string[],
  unknown: (name: string) => string,
): void {
  const seen = new Set<string>();
  for (const { name, call } of sections) {
    if (!known.includes(name)) report(reader, call.nameSpan, unknown(name), suggestion(name, known));
    else if (seen.has(name)) report(reader, call.nameSpan, `Multiple occurrences of the ${name} section`);
    seen.add(name);
  }
}

export function suggestion(name: string, known: Iterable<string>): string | undefined {
  const nearest = nearestName(name, known);
  return nearest === undefined ? undefined : `Did you mean \`${nearest}\`?`;
}

export function find(sections: readonly Section[], name: string): Section | undefined {
  return sections.find((section) => section.name === name);
}

/** The literal text that a call has as its only argument: `stage('x')`, `stage(name: 'x')`. */
export function textArgument(call: CallNode, key: string): string | undefined {
  const expression = argument(call, key);
  return expression?.kind === 'literal' && typeof expression.value === 'string'
    ? expression.value
    : undefined;
}

/** A named argument, or the only positional one. */
export function argument(call: CallNode, key: string): Expression | undefined {
  const named = call.named.find((entry) => entry.key.kind === 'literal' && entry.key.value === key);
  return named?.value ?? call.positional[0];
}

/** Whether `failFast true` and the like is set. */
export function isSet(section: Section | undefined): boolean {
  const value = section?.call.positional[0];
  return value?.kind === 'literal' && value.value === true;
}

export function spanOf({ start, end }: Span): Span {
  return { start, end };
}
