import type { Issue } from './issue.ts';

/** What changed since another report: an issue that moved to another line is the same one. */
export interface Changed {
  readonly new: readonly Issue[];
  readonly fixed: readonly Issue[];
}

export function compareIssues(now: readonly Issue[], before: readonly Issue[]): Changed {
  return { new: without(now, before), fixed: without(before, now) };
}

/** Each issue of the others takes one equal one away. */
function without(issues: readonly Issue[], others: readonly Issue[]): Issue[] {
  const left = new Map<string, number>();
  for (const each of others) left.set(keyOf(each), (left.get(keyOf(each)) ?? 0) + 1);
  return issues.filter((each) => {
    const key = keyOf(each);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}

function keyOf({ file, rule, message }: Issue): string {
  return JSON.stringify([file, rule, message]);
}
