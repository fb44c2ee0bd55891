import type { Statement } from '@pipeline-lab/groovy/syntax';

/** The conditions of `post` in the order in which Jenkins runs them: the ordinals of its `BuildCondition`s. */
export const postConditions = [
  'always',
  'changed',
  'fixed',
  'regression',
  'aborted',
  'success',
  'unsuccessful',
  'unstable',
  'failure',
  'notBuilt',
  'cleanup',
] as const;

export type PostCondition = (typeof postConditions)[number];

/** Steps by condition, already in the order of `postConditions`. */
export type Post = ReadonlyMap<PostCondition, readonly Statement[]>;
