import type { Expression } from '@pipeline-lab/groovy/syntax';
import { inputDirectives, namesOf } from '../catalogue/directives.ts';
import type { StageInput } from '../model.ts';
import { readParameters } from './declarations.ts';
import { argumentCount, report, type Reader, spanOf } from './reader.ts';
import { blockOf, find, type Section, sectionsOf } from './sections.ts';
import { checkValue } from './values.ts';

const known = namesOf(inputDirectives);

/** `input { message 'Deploy?' }` */
export function readInput(reader: Reader, section: Section): StageInput | undefined {
  const block = blockOf(reader, section);
  const sections =
    block === undefined
      ? []
      : sectionsOf(reader, block, { invalid: 'section-definition', unknown: 'input-field-unknown', known });
  const fields: Record<string, Expression> = {};
  for (const { name, call } of sections) {
    const [value] = call.positional;
    const count = argumentCount(call);
    if (count === 0) report(reader, call.nameSpan, 'field-argument-missing', [name]);
    else if (count > 1) report(reader, call.nameSpan, 'field-arguments', [name]);
    else if (value !== undefined) {
      checkValue(reader, value);
      fields[name] = value;
    }
  }
  const { message, id, ok, submitter, submitterParameter } = fields;
  const parameters = readParameters(reader, find(sections, 'parameters'));
  if (message === undefined) {
    report(reader, section.statement, 'input-message-missing');
    return undefined;
  }
  return {
    message,
    ...(id && { id }),
    ...(ok && { ok }),
    ...(submitter && { submitter }),
    ...(submitterParameter && { submitterParameter }),
    parameters,
    ...spanOf(section.call),
  };
}
