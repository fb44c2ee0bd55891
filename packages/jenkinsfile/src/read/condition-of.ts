import type { CallNode, Expression } from '@pipeline-lab/groovy/syntax';
import { argumentNames, mainArgument, type Schema } from '../catalogue/schema.ts';
import type { ChangeRequestField, Condition } from '../model.ts';
import { namedArgument, spanOf } from './reader.ts';

const fields: readonly ChangeRequestField[] = [
  'id',
  'target',
  'branch',
  'fork',
  'url',
  'title',
  'author',
  'authorDisplayName',
  'authorEmail',
];

/** A condition without others in it, its arguments by name. */
export function conditionOf(call: CallNode, schema: Schema): Condition | undefined {
  const given = argumentsByName(call, schema);
  const { pattern, comparator, caseSensitive, name, value, ignoreCase, expected, actual, cause, detail } =
    given;
  const span = spanOf(call);
  const compared = { ...(comparator && { comparator }), ...span };
  switch (schema.name) {
    case 'branch':
    case 'tag':
      return pattern && { kind: schema.name, pattern, ...compared };
    case 'changeset':
      return pattern && { kind: 'changeset', pattern, ...(caseSensitive && { caseSensitive }), ...compared };
    case 'changelog':
      return pattern && { kind: 'changelog', pattern, ...span };
    case 'buildingTag':
    case 'isRestartedRun':
      return { kind: schema.name, ...span };
    case 'environment':
      return (
        name && value && { kind: 'environment', name, value, ...(ignoreCase && { ignoreCase }), ...span }
      );
    case 'equals':
      return expected && actual && { kind: 'equals', expected, actual, ...span };
    case 'triggeredBy':
      return cause && { kind: 'triggeredBy', cause, ...(detail && { detail }), ...span };
    default:
      return { kind: 'changeRequest', fields: requestFields(given), ...compared };
  }
}

function argumentsByName(call: CallNode, schema: Schema): Readonly<Record<string, Expression>> {
  const main = mainArgument(schema);
  const [value] = call.positional;
  const named = argumentNames(schema).flatMap((name) => {
    const argument = namedArgument(call, name);
    return argument === undefined ? [] : [[name, argument] as const];
  });
  return Object.fromEntries(main === undefined || value === undefined ? named : [[main, value], ...named]);
}

function requestFields(given: Readonly<Record<string, Expression>>): Map<ChangeRequestField, Expression> {
  return new Map(
    fields.flatMap((field) => {
      const value = given[field];
      return value === undefined ? [] : [[field, value] as const];
    }),
  );
}
