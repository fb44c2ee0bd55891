import { type Family, schema, type Schema } from './schema.ts';

const comparator = { comparator: 'string' } as const;

export const conditions: Family = {
  title: 'Conditions of `when`',
  schemas: [
    schema('allOf', 'All conditions in its block hold.', {}, {}, 'block'),
    schema('anyOf', 'At least one condition in its block holds.', {}, {}, 'block'),
    schema('branch', 'The branch matches a glob.', { pattern: 'string' }, comparator),
    schema('buildingTag', 'A tag is built.'),
    schema('changelog', 'A commit message matches a regular expression.', { pattern: 'string' }),
    schema(
      'changeRequest',
      'A change request is built, and its fields match.',
      {},
      {
        author: 'string',
        authorDisplayName: 'string',
        authorEmail: 'string',
        branch: 'string',
        comparator: 'string',
        fork: 'string',
        id: 'string',
        target: 'string',
        title: 'string',
        url: 'string',
      },
    ),
    schema(
      'changeset',
      'A changed path matches a glob.',
      { pattern: 'string' },
      {
        caseSensitive: 'boolean',
        comparator: 'string',
      },
    ),
    schema(
      'environment',
      'A variable has a value.',
      { name: 'string', value: 'string' },
      {
        ignoreCase: 'boolean',
      },
    ),
    schema('equals', 'Two values are equal.', { expected: 'any', actual: 'any' }),
    schema('expression', 'Groovy gives a true value.', {}, {}, 'block'),
    schema('isRestartedRun', 'The build was restarted from a stage.'),
    schema('not', 'The condition in its block does not hold.', {}, {}, 'block'),
    schema('tag', 'The tag matches a glob.', { pattern: 'string' }, comparator),
    schema('triggeredBy', 'What started the build.', { cause: 'string' }, { detail: 'string' }),
  ],
};

/** How many conditions stand inside; -1 is one or more. */
export function childCount({ name }: Schema): number {
  if (name === 'not') return 1;
  return name === 'allOf' || name === 'anyOf' ? -1 : 0;
}
