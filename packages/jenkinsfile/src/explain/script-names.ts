import { type Expression, nodesOf, type Statement, type Tree, treeOf } from '@pipeline-lab/groovy/syntax';
import { codeInside } from '../code.ts';
import { memberOf } from '../expressions.ts';
import type { Pipeline } from '../model.ts';
import { declaredNames } from '../names.ts';

export interface ScriptNames {
  /** What the script around `pipeline { }` names. */
  readonly own: ReadonlySet<string>;
  /** Variables that stages or functions set, so that their values depend on what ran before. */
  readonly changing: ReadonlySet<string>;
  /** The same of `env`. */
  readonly changingEnv: ReadonlySet<string>;
}

export function scriptNames(pipeline: Pipeline): ScriptNames {
  const functions = pipeline.script.filter(({ kind }) => kind === 'function' || kind === 'class');
  const later = treeOfCode([...functions, ...codeInside(pipeline)]);
  const targets = nodesOf(later, 'assign')
    .map(({ target }) => target)
    .concat(nodesOf(later, 'update').map(({ target }) => target));
  return {
    own: declaredNames(treeOfCode(pipeline.script)),
    changing: namesOf(targets, (target) => (target.kind === 'variable' ? target.name : undefined)),
    changingEnv: namesOf(targets, (target) => memberOf(target, 'env')),
  };
}

/** The variables and functions that code names. */
export function mentioned(code: readonly (Statement | Expression)[]): string[] {
  const tree = treeOfCode(code);
  return [
    ...nodesOf(tree, 'variable').map(({ name }) => name),
    ...nodesOf(tree, 'call').flatMap(({ receiver, name }) => (receiver === undefined ? [name] : [])),
  ];
}

/** The variables that an expression reads, plain or as `env.NAME`. */
export function mentionedVariables(expression: Expression): string[] {
  const tree = treeOf(expression);
  const members = [...nodesOf(tree, 'property'), ...nodesOf(tree, 'index')];
  return [
    ...nodesOf(tree, 'variable').map(({ name }) => name),
    ...members.flatMap((member) => memberOf(member, 'env') ?? []),
  ];
}

function treeOfCode(code: readonly (Statement | Expression)[]): Tree {
  return treeOf({ kind: 'list', elements: code as readonly Expression[], start: 0, end: 0 });
}

function namesOf(
  targets: readonly Expression[],
  nameOf: (target: Expression) => string | undefined,
): ReadonlySet<string> {
  const single = targets.flatMap((target) => (target.kind === 'tuple' ? target.elements : [target]));
  return new Set(single.flatMap((target) => nameOf(target) ?? []));
}
