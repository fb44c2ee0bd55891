import { nodesOf, parseAll, type Tree } from '@pipeline-lab/groovy/syntax';
import { plainCalls } from './tree.ts';

/** Whether a Jenkinsfile asks for a shared library by the step `library` or by `@Library`; not by `libraries { }`. */
export function namesLibrary(source: string, file: string): boolean {
  // Most files have neither word anywhere, and are not parsed for this.
  return /@Library\b|\blibrary\b/.test(source) && libraryIn(parseAll(source, file).tree);
}

/** The same of what has been parsed. */
export function libraryIn(tree: Tree): boolean {
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
