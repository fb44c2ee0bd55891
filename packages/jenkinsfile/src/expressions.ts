import type { CallNode, Expression } from '@pipeline-lab/groovy/syntax';
import { mainArgument, type Schema } from './catalogue/schema.ts';

export function literalText(expression: Expression | undefined): string | undefined {
  return expression?.kind === 'literal' && typeof expression.value === 'string'
    ? expression.value
    : undefined;
}

/** `X` of `object.X` and `object['X']`. */
export function memberOf(expression: Expression, object: string): string | undefined {
  const owner = expression.kind === 'property' || expression.kind === 'index' ? expression.object : undefined;
  if (owner?.kind !== 'variable' || owner.name !== object) return undefined;
  if (expression.kind === 'property') return expression.name;
  return expression.kind === 'index' ? literalText(expression.index) : undefined;
}

/** A named argument, or the only unnamed one when `name` is the main argument. */
export function argumentOf(call: CallNode, name: string, schema?: Schema): Expression | undefined {
  const named = call.named.find(({ key }) => literalText(key) === name);
  if (named !== undefined) return named.value;
  const main = schema === undefined ? name : mainArgument(schema);
  return main === name ? call.positional[0] : undefined;
}

/** The lists and calls that a value is made of: the bindings of `withCredentials([string(…), file(…)])`. */
export function callsIn(value: Expression | undefined): CallNode[] {
  if (value?.kind === 'call') return [value];
  return value?.kind === 'list' ? value.elements.flatMap(callsIn) : [];
}
