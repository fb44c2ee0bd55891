import type { Span } from '@pipeline-lab/groovy/syntax';
import { javaList } from '../messages.ts';
import type { Library, Tool } from '../model.ts';
import { argumentCount, blockIn, callIn, nameOf, report, type Reader, sourceOf, spanOf } from './reader.ts';
import { blockOf, type Section } from './sections.ts';
import { checkValue } from './values.ts';

/** `tools { maven 'apache-maven-3' }` */
export function readTools(reader: Reader, section: Section | undefined): Tool[] {
  if (section === undefined) return [];
  const tools = (blockOf(reader, section)?.closure?.body ?? []).flatMap((statement): Tool[] => {
    const call = callIn(statement);
    if (call === undefined) {
      report(reader, section.statement, 'expected-tool');
      return [];
    }
    const type = nameOf(reader, call);
    const count = argumentCount(call);
    const [version] = call.positional;
    if (count === 0) report(reader, call.nameSpan, 'tool-argument-missing', [type]);
    else if (count > 1 || version === undefined) report(reader, call.nameSpan, 'tool-arguments', [type]);
    if (version === undefined) return [];
    checkValue(reader, version);
    checkToolType(reader, type, call.nameSpan);
    return [{ type, version, ...spanOf(call) }];
  });
  if (tools.length === 0) report(reader, section.statement, 'no-tools');
  return tools;
}

/** Plugins name their tools by class, `'org.example.Tool'`; those cannot be known. */
function checkToolType(reader: Reader, type: string, at: Span): void {
  const { tools } = reader.catalogue;
  if (tools.includes(type) || type.includes('.')) return;
  report(reader, at, 'invalid-type', ['tool', type, javaList(tools)]);
}

/** `libraries { lib('name@version') }` */
export function readLibraries(reader: Reader, section: Section | undefined): Library[] {
  if (section === undefined) return [];
  const libraries = (blockOf(reader, section)?.closure?.body ?? []).flatMap((statement): Library[] => {
    const call = callIn(statement);
    const [identifier] = call?.positional ?? [];
    if (call === undefined || call.receiver !== undefined || call.name !== 'lib') {
      report(reader, statement, 'expected-library', [sourceOf(reader, statement)]);
    } else if (blockIn(statement) !== undefined) {
      report(reader, statement, 'no-blocks', ['Libraries']);
    } else if (identifier === undefined || argumentCount(call) !== 1) {
      report(reader, statement, 'expected-library', [sourceOf(reader, statement)]);
    } else return [{ identifier, ...spanOf(call) }];
    return [];
  });
  if (libraries.length === 0) report(reader, section.statement, 'empty-section', ['libraries']);
  return libraries;
}
