import type { CallNode, Expression, Span, Statement } from '@pipeline-lab/groovy/syntax';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Problem } from '../errors.ts';
import { type MessageId, messageText } from '../messages.ts';
import { nearestName } from '../nearest.ts';

/** Collects what is wrong while a Jenkinsfile is read, so that all of it can be told at once. */
export interface Reader {
  readonly source: string;
  readonly catalogue: Catalogue;
  readonly problems: Problem[];
  /** What was reported, by place and message: a thing is told once. */
  readonly reported: Set<string>;
}

export function readerOf(source: string, catalogue: Catalogue): Reader {
  return { source, catalogue, problems: [], reported: new Set() };
}

/** Reports a problem in Jenkins' words; `near` are the names that a mistyped `values[0]` may stand for. */
export function report(
  reader: Reader,
  at: Span,
  rule: MessageId,
  values: readonly (string | number)[] = [],
  near?: Iterable<string>,
): void {
  const message = messageText(rule, ...values);
  const key = `${at.start} ${message}`;
  if (reader.reported.has(key)) return;
  reader.reported.add(key);
  const nearest = near && nearestName(String(values[0]), near);
  const hint = nearest === undefined ? {} : { hint: `Did you mean \`${nearest}\`?` };
  reader.problems.push({ offset: at.start, end: at.end, rule, message, ...hint });
}

/** A statement that is a call, with whatever receiver. */
export function callIn(statement: Statement): CallNode | undefined {
  if (statement.kind !== 'expression') return undefined;
  return statement.expression.kind === 'call' ? statement.expression : undefined;
}

/** A statement that is a call whose last argument is a block. */
export function blockIn(statement: Statement): CallNode | undefined {
  const call = callIn(statement);
  return call?.closure === undefined ? undefined : call;
}

/** The name of a call without receiver; anything else is reported and named `error`, as in Jenkins. */
export function nameOf(reader: Reader, call: CallNode): string {
  const { receiver, dynamicName, name } = call;
  if (receiver !== undefined && !isThis(receiver)) {
    report(reader, call, receiver.kind === 'variable' ? 'method-on-object' : 'expected-symbol');
    if (receiver.kind === 'call' && receiver.closure !== undefined)
      advise(reader, onOneLine(receiver.name, name));
    return 'error';
  }
  if (dynamicName !== undefined) {
    report(reader, call, 'expected-symbol');
    return 'error';
  }
  return name;
}

function onOneLine(one: string, other: string): string {
  return `\`${one} { … } ${other}\` on one line is one call for Groovy: put \`${other}\` on a line of its own.`;
}

/** Says what to do about the problem that was reported last. */
export function advise(reader: Reader, hint: string): void {
  const last = reader.problems.pop();
  if (last !== undefined) reader.problems.push({ ...last, hint });
}

function isThis(receiver: Expression): boolean {
  return receiver.kind === 'variable' && receiver.name === 'this';
}

/** How many arguments Groovy sees: the named ones are one map, a block is one, too. */
export function argumentCount({ named, positional, closure }: CallNode): number {
  return (named.length > 0 ? 1 : 0) + positional.length + (closure === undefined ? 0 : 1);
}

/** The only argument of a call when it is a value; undefined for none, several, a map or a block. */
export function onlyValue(call: CallNode): Expression | undefined {
  return argumentCount(call) === 1 ? call.positional[0] : undefined;
}

/** The value of a named argument. */
export function namedArgument({ named }: CallNode, name: string): Expression | undefined {
  return named.find(({ key }) => key.kind === 'literal' && key.value === name)?.value;
}

/** A text as such or the name that a bare word has, which Jenkins takes for one. */
export function textIn(expression: Expression): string | undefined {
  if (expression.kind === 'variable') return expression.name;
  return expression.kind === 'literal' && typeof expression.value === 'string' ? expression.value : undefined;
}

export function sourceOf({ source }: Reader, { start, end }: Span): string {
  return source.slice(start, end);
}

export function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/** The names that occur more than once. */
export function duplicates(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
