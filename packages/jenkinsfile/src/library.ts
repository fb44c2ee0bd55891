import { nodesOf, parseAll, type Tree } from '@pipeline-lab/groovy/syntax';
import type { Pipeline } from './model.ts';
import { plainCalls } from './tree.ts';

/** Whether a Jenkinsfile asks for a shared library by the step `library` or by `@Library`; not by `libraries { }`. */
export function namesLibrary(source: string, file: string): boolean {
  // Most files have neither word anywhere, and are not parsed for this.
  return /@Library\b|\blibrary\b/.test(source) && libraryIn(parseAll(source, file).tree);
}

/** Whether steps may come from a shared library: of `libraries { }`, or one that is named. */
export function usesLibrary({ libraries }: Pick<Pipeline, 'libraries'>, tree: Tree): boolean {
  return libraries.length > 0 || libraryIn(tree);
}

function libraryIn(tree: Tree): boolean {
  return plainCalls(tree).some(({ name }) => name === 'library') || isAnnotated(tree);
}

const annotated = ['import', 'declare', 'function', 'class', 'package'] as const;

function isAnnotated(tree: Tree): boolean {
  return annotated.some((kind) =>
    nodesOf(tree, kind).some(({ annotations }) =>
      annotations.some(({ name }) => /(?:^|\.)Library$/.test(name)),
    ),
  );
}
