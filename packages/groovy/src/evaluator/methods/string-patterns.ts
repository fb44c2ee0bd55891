import { closureAt, countOf, intAt, testWith, textAt } from '../core/arguments.ts';
import { isClosure } from '../core/class-of.ts';
import { type Task, task } from '../core/eventual.ts';
import { callValue } from '../core/invoke.ts';
import { matchValue } from '../core/iterate.ts';
import { asPattern } from '../core/operators.ts';
import { textOf } from '../core/text.ts';
import { javaArray } from '../value/collections.ts';
import type { Context, MethodTable } from '../value/method.ts';
import { Matcher } from '../regex/matcher.ts';
import { type Pattern, patternOf } from '../regex/pattern.ts';
import { expandReplacement } from '../regex/replacement.ts';
import type { Value } from '../value/value.ts';
import { format } from '../format/format.ts';

/** Methods of a string that take patterns or closures, or take it apart into lines and words. */
export const stringPatternMethods: MethodTable<string> = {
  'matches 1': (self, [pattern = null], context) => asPattern(pattern, context).matchAll(self) !== undefined,
  'matcher 1': (self, [pattern = null], context) => new Matcher(asPattern(pattern, context), self),
  'replaceAll 2': task(function* (self, [pattern = null, by = null], context) {
    return yield* replace(self, new Matcher(asPattern(pattern, context), self).all(), by, context);
  }),
  'replaceFirst 2': task(function* (self, [pattern = null, by = null], context) {
    return yield* replace(
      self,
      new Matcher(asPattern(pattern, context), self).all().slice(0, 1),
      by,
      context,
    );
  }),
  'replaceAll 1': task(function* (self, args, context) {
    return yield* replace(self, [], closureAt(args, 0), context);
  }),
  'split 0': (self) => javaArray(tokens(self, ' \t\n\r\f'), 'String'),
  'split 1 2': task(function* (self, args, context) {
    const [pattern = null] = args;
    if (isClosure(pattern)) return yield* splitBy(self, pattern, context);
    return javaArray(
      splitAt(self, patternOf(textOf(pattern, context)), args.length > 1 ? intAt(args, 1) : 0),
      'String',
    );
  }),
  'tokenize 0 1': (self, args) => tokens(self, args.length > 0 ? textAt(args, 0) : ' \t\n\r\f'),
  'readLines 0': (self) => linesOf(self),
  'lines 0': (self) => linesOf(self),
  'eachLine 1 2': task(function* (self, args, context) {
    const closure = closureAt(args, args.length - 1);
    const first = args.length > 1 ? intAt(args, 0) : 0;
    let last: Value = null;
    for (const [index, line] of linesOf(self).entries())
      last = yield callValue(closure, countOf(closure) === 2 ? [line, index + first] : [line], context);
    return last;
  }),
  'splitEachLine 2': task(function* (self, [pattern = null, closure = null], context) {
    let last: Value = null;
    for (const line of linesOf(self))
      last = yield callValue(closure, [splitAt(line, asPattern(pattern, context), 0)], context);
    return last;
  }),
  'eachMatch 2': task(function* (self, [pattern = null, closure = null], context) {
    for (const match of new Matcher(asPattern(pattern, context), self).all())
      yield callWithMatch(closure, match, context);
    return self;
  }),
  'find 1 2': task(function* (self, [pattern = null, closure], context) {
    if (isClosure(pattern)) {
      for (const each of self) if ((yield testWith(pattern, [each], context)) === true) return each;
      return null;
    }
    const match = asPattern(pattern, context).execAt(self, 0);
    if (match === undefined) return null;
    return closure === undefined ? match[0] : yield callWithMatch(closure, match, context);
  }),
  'findAll 1 2': task(function* (self, [pattern = null, closure], context) {
    const found: Value[] = [];
    if (isClosure(pattern)) {
      for (const each of self) if ((yield testWith(pattern, [each], context)) === true) found.push(each);
      return found;
    }
    for (const match of new Matcher(asPattern(pattern, context), self).all())
      found.push(closure === undefined ? match[0] : yield callWithMatch(closure, match, context));
    return found;
  }),
  'takeWhile 1': task(function* (self, args, context) {
    let count = 0;
    while (count < self.length && (yield testWith(closureAt(args, 0), [self[count] ?? ''], context)) === true)
      count += 1;
    return self.slice(0, count);
  }),
  'dropWhile 1': task(function* (self, args, context) {
    let count = 0;
    while (count < self.length && (yield testWith(closureAt(args, 0), [self[count] ?? ''], context)) === true)
      count += 1;
    return self.slice(count);
  }),
  'collectReplacements 1': task(function* (self, args, context) {
    let text = '';
    for (const each of self) {
      const by = yield callValue(closureAt(args, 0), [each], context);
      text += by === null ? each : textOf(by, context);
    }
    return text;
  }),
  'normalize 0': (self) => self.replaceAll(/\r\n?/g, '\n'),
  'denormalize 0': (self) => self.replaceAll(/\r\n?/g, '\n'),
  'stripIndent 0 1': (self, args) => stripIndent(self, args.length > 0 ? intAt(args, 0) : undefined),
  'stripMargin 0 1': (self, args) => stripMargin(self, args.length > 0 ? textAt(args, 0) : '|'),
  'expand 0 1': (self, args) => expandTabs(self, args.length > 0 ? intAt(args, 0) : 8),
  'bitwiseNegate 0': (self) => patternOf(self),
  formatted: (self, args, context) => format(self, args, context),
};

/** What stands for each match: a replacement text with `$1`, or what a closure makes of the match. */
function* replace(
  text: string,
  matches: readonly RegExpExecArray[],
  by: Value,
  context: Context,
): Task<Value> {
  let result = '';
  let at = 0;
  for (const match of matches) {
    const part = isClosure(by)
      ? textOf(yield callWithMatch(by, match, context), context)
      : expandReplacement(textOf(by, context), match);
    result += text.slice(at, match.index) + part;
    at = match.index + match[0].length;
  }
  return result + text.slice(at);
}

/** With the whole match, or with it and its groups when the closure takes several. */
function callWithMatch(
  closure: Value,
  match: RegExpExecArray,
  context: Context,
): ReturnType<typeof callValue> {
  const value = matchValue(match);
  return callValue(closure, Array.isArray(value) && countOf(closure) > 1 ? value : [value], context);
}

function* splitBy(text: string, closure: Value, context: Context): Task<Value> {
  const [yes, no]: [Value[], Value[]] = [[], []];
  for (const each of text) ((yield testWith(closure, [each], context)) === true ? yes : no).push(each);
  return [yes, no];
}

/** As String.split: empty parts at the end are left out unless a limit says otherwise. */
export function splitAt(text: string, pattern: Pattern, limit: number): string[] {
  const parts: string[] = [];
  let at = 0;
  for (const match of new Matcher(pattern, text).all()) {
    if (limit > 0 && parts.length === limit - 1) break;
    if (match[0] === '' && (match.index === 0 || match.index === text.length)) continue;
    parts.push(text.slice(at, match.index));
    at = match.index + match[0].length;
  }
  if (at === 0 && parts.length === 0) return [text];
  parts.push(text.slice(at));
  if (limit === 0) while (parts.length > 0 && parts.at(-1) === '') parts.pop();
  return parts;
}

function tokens(text: string, separators: string): string[] {
  const found: string[] = [];
  let token = '';
  for (const each of text) {
    if (!separators.includes(each)) token += each;
    else if (token !== '') {
      found.push(token);
      token = '';
    }
  }
  if (token !== '') found.push(token);
  return found;
}

export function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Takes the smallest indent of the lines that are not blank off every line; a blank last line counts as it is. */
function stripIndent(text: string, count: number | undefined): string {
  if (text === '') return text;
  const last = text.slice(text.lastIndexOf('\n') + 1);
  const indents = linesOf(text)
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  if (last.trim() === '') indents.push(last.length);
  const indent = count ?? indents.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  const stripped = linesOf(text).map((line) => line.slice(indent));
  return stripped.join('\n') + (text.endsWith('\n') ? '\n' : '');
}

function stripMargin(text: string, margin: string): string {
  const stripped = linesOf(text).map((line) => {
    const trimmed = line.trimStart();
    return trimmed.startsWith(margin) ? trimmed.slice(margin.length) : line;
  });
  return stripped.join('\n') + (text.endsWith('\n') ? '\n' : '');
}

function expandTabs(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => {
      let out = '';
      for (const each of line) out += each === '\t' ? ' '.repeat(width - (out.length % width)) : each;
      return out;
    })
    .join('\n');
}
