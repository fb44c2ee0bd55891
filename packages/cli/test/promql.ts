import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

/** Nodes of a kind in an expression, by Prometheus' own grammar. Throws when it is no PromQL. */
function nodes(expr: string, kind: string): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  parser.parse(expr).iterate({
    enter: ({ type, node, from }) => {
      if (type.isError) throw new Error(`no PromQL at ${from}: ${expr}`);
      if (type.name === kind) found.push(node);
    },
  });
  return found;
}

const textOf = (expr: string, node: SyntaxNode): string => expr.slice(node.from, node.to);

export interface Selector {
  readonly name: string;
  readonly labels: readonly string[];
}

/** The series that an expression selects, with the labels that it matches. */
export function selectorsIn(expr: string): Selector[] {
  return nodes(expr, 'VectorSelector').map((node) => {
    const identifier = node.getChild('Identifier');
    if (identifier === null) throw new Error(`a selector without a name: ${expr}`);
    const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
    const labels = matchers.flatMap((matcher) =>
      matcher.getChildren('LabelName').map((label) => textOf(expr, label)),
    );
    return { name: textOf(expr, identifier), labels };
  });
}

export function namesAsked(expr: string): string[] {
  return selectorsIn(expr).map(({ name }) => name);
}

/** The labels that an expression groups by; `le` is a bucket's. */
export function labelsAsked(expr: string): string[] {
  return nodes(expr, 'GroupingLabels').flatMap((node) =>
    node.getChildren('LabelName').map((label) => textOf(expr, label)),
  );
}
