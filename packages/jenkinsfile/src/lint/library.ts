import { nodesOf, type Tree } from '@pipeline-lab/groovy/syntax';
import type { Subject } from './rule.ts';

/** Whether steps may come from a shared library: of `libraries { }`, the step `library` or `@Library`. */
export function usesLibrary({ pipeline, calls, tree }: Subject): boolean {
  return pipeline.libraries.length > 0 || calls.some(({ name }) => name === 'library') || isAnnotated(tree);
}

const annotated = ['import', 'declare', 'function', 'class', 'package'] as const;

function isAnnotated(tree: Tree): boolean {
  return annotated.some((kind) =>
    nodesOf(tree, kind).some(({ annotations }) =>
      annotations.some(({ name }) => /(?:^|\.)Library$/.test(name)),
    ),
  );
}
