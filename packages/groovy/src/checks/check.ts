import type { Script } from '../ast/statement.ts';
import type { Tree } from '../ast/tree.ts';
import { checkClasses } from './classes.ts';
import { checkDuplicates } from './duplicates.ts';
import { checkJumps } from './jumps.ts';
import { checkScopes } from './scopes.ts';

/** What is wrong with a tree that the grammar allows: where, what, and what could stand there. */
export interface Fault {
  readonly offset: number;
  readonly problem: string;
  readonly expected: readonly string[];
}

/**
 * What Groovy's compiler refuses in a script without looking into any class of Java: a name declared twice, a jump out of
 * nothing. In the order in which the compiler finds it.
 */
export function checkScript(script: Script, tree: Tree): Fault[] {
  return [
    ...checkScopes(script),
    ...checkJumps(tree),
    ...checkDuplicates(script, tree),
    ...checkClasses(script),
  ];
}
