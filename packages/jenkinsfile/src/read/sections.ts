import type { CallNode, Span, Statement } from '@pipeline-lab/groovy/syntax';
import type { MessageId } from '../messages.ts';
import { blockIn, callIn, nameOf, report, type Reader, sourceOf } from './reader.ts';

/** One `name arguments { block }` of a block. */
export interface Section {
  readonly name: string;
  readonly call: CallNode;
  readonly statement: Statement;
}

export interface SectionRules {
  /** The message for what is no call. */
  readonly invalid: MessageId;
  /** The message for what is not among `known`. */
  readonly unknown: MessageId;
  readonly known: readonly string[];
}

/** The sections of a block: each may be there once, anything else is reported. */
export function sectionsOf(reader: Reader, block: CallNode, rules: SectionRules): Section[] {
  const seen = new Set<string>();
  return (block.closure?.body ?? []).flatMap((statement) => {
    const call = callIn(statement);
    if (call === undefined) {
      report(reader, statement, rules.invalid, [sourceOf(reader, statement)], rules.known);
      return [];
    }
    const name = nameOf(reader, call);
    if (seen.has(name)) report(reader, statement, 'section-twice', [name]);
    seen.add(name);
    if (!rules.known.includes(name)) unknownSection(reader, statement, name, rules);
    return [{ name, call, statement }];
  });
}

const renamed: ReadonlyMap<string, MessageId> = new Map([
  ['properties', 'renamed-properties'],
  ['wrappers', 'renamed-wrappers'],
  ['jobProperties', 'renamed-job-properties'],
  ['notifications', 'renamed-notifications'],
  ['postBuild', 'renamed-post-build'],
]);

function unknownSection(reader: Reader, at: Span, name: string, { unknown, known }: SectionRules): void {
  const rule = unknown === 'section-undefined' ? renamed.get(name) : undefined;
  if (rule !== undefined && known.includes('libraries')) report(reader, at, rule);
  else if (name !== 'error') report(reader, at, unknown, [name], known);
}

/** The last section of a name: when there are two, the later one counts. */
export function find(sections: readonly Section[], name: string): Section | undefined {
  return sections.findLast((section) => section.name === name);
}

/** The block of a section; its absence is reported. */
export function blockOf(reader: Reader, { statement, name }: Section): CallNode | undefined {
  const block = blockIn(statement);
  if (block === undefined) report(reader, statement, 'expected-block-for', [name]);
  return block;
}

/** `failFast true` and the like: a literal boolean. */
export function booleanOf(reader: Reader, section: Section | undefined): boolean {
  if (section === undefined) return false;
  const [value] = section.call.positional;
  if (value?.kind === 'literal' && typeof value.value === 'boolean') return value.value;
  report(reader, section.call.nameSpan, 'expected-boolean', [section.name]);
  return false;
}
