import { areSame } from '../core/equality.ts';
import { hashOf } from '../core/hash.ts';
import { closureAt, intAt, textAt, valueAt } from '../core/arguments.ts';
import { fail } from '../core/fail.ts';
import { checkLength, textOf, writtenText } from '../core/text.ts';
import { callValue } from '../core/invoke.ts';
import { matchValue } from '../core/iterate.ts';
import { task } from '../core/eventual.ts';
import { javaArray, Range, ValueIterator } from '../value/collections.ts';
import type { MethodTable } from '../value/method.ts';
import { Builder, GString } from '../value/text-values.ts';
import { Matcher } from '../regex/matcher.ts';
import type { Pattern } from '../regex/pattern.ts';
import { expandReplacement } from '../regex/replacement.ts';
import type { Value } from '../value/value.ts';
import { splitAt } from './string-patterns.ts';
import { at, reversed } from './string.ts';
import { toInt } from '../core/numeric.ts';

/** Methods of StringBuilder, StringBuffer and StringWriter. */
export const builderMethods: MethodTable<Builder> = {
  'append|leftShift|write 1': (self, [value = null], context) => {
    self.text = checkLength(self.text + textOf(value, context));
    return self;
  },
  'append 3': (self, args) => {
    self.text += textAt(args, 0).slice(intAt(args, 1), intAt(args, 2));
    return self;
  },
  'println 0 1': (self, args, context) => {
    self.text += `${args.length > 0 ? textOf(valueAt(args, 0), context) : ''}\n`;
    return null;
  },
  'print 1': (self, [value = null], context) => {
    self.text += textOf(value, context);
    return null;
  },
  'insert 2': (self, args, context) => {
    self.text =
      self.text.slice(0, intAt(args, 0)) +
      textOf(valueAt(args, 1), context) +
      self.text.slice(intAt(args, 0));
    return self;
  },
  'reverse 0': (self) => {
    self.text = reversed(self.text);
    return self;
  },
  'delete 2': (self, args) => {
    self.text = self.text.slice(0, intAt(args, 0)) + self.text.slice(intAt(args, 1));
    return self;
  },
  'deleteCharAt 1': (self, args) => {
    const index = intAt(args, 0);
    if (index < 0 || index >= self.text.length)
      fail('StringIndexOutOfBoundsException', `index ${index},length ${self.text.length}`);
    self.text = self.text.slice(0, index) + self.text.slice(index + 1);
    return self;
  },
  'replace 3': (self, args) => {
    self.text = self.text.slice(0, intAt(args, 0)) + textAt(args, 2) + self.text.slice(intAt(args, 1));
    return self;
  },
  'setLength 1': (self, args) => {
    self.text = self.text.slice(0, intAt(args, 0)).padEnd(intAt(args, 0), '\0');
    return null;
  },
  'setCharAt 2': (self, args) => {
    self.text = self.text.slice(0, intAt(args, 0)) + textAt(args, 1) + self.text.slice(intAt(args, 0) + 1);
    return null;
  },
  'putAt 2': (self, [key = null, value = null]) => {
    const from = key instanceof Range ? toInt(key.from) : toInt(key);
    const to = key instanceof Range ? toInt(key.to) + 1 : from + 1;
    self.text = self.text.slice(0, from) + textOf(value) + self.text.slice(to);
    return null;
  },
  'toString 0': (self) => self.text,
  'getBuffer 0': (self) => self,
  'length|size 0': (self) => self.text.length,
  'plus 1': (self, [other = null], context) => self.text + writtenText(other, context),
  'getAt 1': (self, [key = null], context) => at(self.text, key, (item) => textOf(item, context)),
  'flush|close 0': () => null,
};

/** Methods of GString that a String has not. */
export const gstringMethods: MethodTable<GString> = {
  'getValues 0': (self) => javaArray(self.values, 'Object'),
  'getStrings 0': (self) => javaArray(self.strings, 'String'),
  'getValueCount 0': (self) => self.values.length,
  // A GString is equal to GStrings alone, whatever `==` says of it and a String.
  'equals 1': (self, [other = null]) => areSame(self, other),
  'hashCode 0': (self) => hashOf(self),
  'plus 1': (self, [other = null], context) =>
    other instanceof GString
      ? new GString(
          [
            ...self.strings.slice(0, -1),
            `${self.strings.at(-1) ?? ''}${other.strings[0] ?? ''}`,
            ...other.strings.slice(1),
          ],
          [...self.values, ...other.values],
          context,
        )
      : new GString(
          [...self.strings.slice(0, -1), `${self.strings.at(-1) ?? ''}${writtenText(other, context)}`],
          self.values,
          context,
        ),
  'writeTo 1': (self, [writer = null], context) => {
    if (writer instanceof Builder) writer.text += textOf(self, context);
    return writer;
  },
};

/** Methods of java.util.regex.Pattern. */
export const patternMethods: MethodTable<Pattern> = {
  'matcher 1': (self, [text = null], context) => new Matcher(self, textOf(text, context)),
  'pattern|toString 0': (self) => self.source,
  'flags 0': (self) => self.flags,
  'split 1 2': (self, args) =>
    javaArray(splitAt(textAt(args, 0), self, args.length > 1 ? intAt(args, 1) : 0), 'String'),
  'isCase 1': (self, [text = null], context) =>
    text !== null && self.matchAll(textOf(text, context)) !== undefined,
  'bitwiseNegate 0': (self) => self,
};

/** Methods of java.util.regex.Matcher. */
export const matcherMethods: MethodTable<Matcher> = {
  'find 0 1': (self, args) => {
    if (args.length > 0) {
      self.reset();
      self.next = intAt(args, 0);
    }
    return self.find();
  },
  'matches 0': (self) => self.matches(),
  'lookingAt 0': (self) => self.lookingAt(),
  'hitEnd 0': (self) =>
    self.match === undefined || self.match.index + self.match[0].length === self.text.length,
  'group 0': (self) => self.group(0),
  'group 1': (self, [key = null], context) =>
    typeof key === 'number' ? self.group(key) : self.namedGroup(textOf(key, context)),
  'groupCount 0': (self) => self.pattern.groupCount,
  'start 0 1': (self, args) =>
    self.pattern.bounds(self.text, self.current(), args.length > 0 ? intAt(args, 0) : 0)[0],
  'end 0 1': (self, args) =>
    self.pattern.bounds(self.text, self.current(), args.length > 0 ? intAt(args, 0) : 0)[1],
  'reset 0 1': (self, args) => {
    if (args.length > 0) self.text = textAt(args, 0);
    self.reset();
    return self;
  },
  'replaceAll 1': (self, args, context) =>
    replace(self, textOf(valueAt(args, 0), context), Number.POSITIVE_INFINITY),
  'replaceFirst 1': (self, args, context) => replace(self, textOf(valueAt(args, 0), context), 1),
  'appendReplacement 2': (self, [target = null, by = null], context) => {
    const match = self.current();
    if (target instanceof Builder)
      target.text +=
        self.text.slice(self.appended, match.index) + expandReplacement(textOf(by, context), match);
    self.appended = match.index + match[0].length;
    return self;
  },
  'appendTail 1': (self, [target = null]) => {
    if (target instanceof Builder) target.text += self.text.slice(self.appended);
    return target;
  },
  'getAt 1': (self, [key = null], context) =>
    matchAt(self, key, (index) => self.namedGroup(textOf(index, context))),
  'getCount|size 0': (self) => self.all().length,
  'hasGroup 0': (self) => self.pattern.groupCount > 0,
  'asBoolean 0': (self) => self.isFound(),
  'pattern 0': (self) => self.pattern,
  'iterator 0': (self) => new ValueIterator(self.all().map(matchValue)[Symbol.iterator]()),
  'each 1': task(function* (self, args, context) {
    for (const match of self.all()) {
      const value = matchValue(match);
      yield callValue(closureAt(args, 0), [value], context);
    }
    return self;
  }),
  'toString 0': (self) =>
    `java.util.regex.Matcher[pattern=${self.pattern.source} region=0,${self.text.length} lastmatch=${self.match?.[0] ?? ''}]`,
};

function replace(matcher: Matcher, by: string, count: number): string {
  let [text, at] = ['', 0];
  for (const match of matcher.all().slice(0, count)) {
    text += matcher.text.slice(at, match.index) + expandReplacement(by, match);
    at = match.index + match[0].length;
  }
  return text + matcher.text.slice(at);
}

/** `matcher[0]`, `matcher[-1]`, `matcher[0..1]`; a match with groups is a list. */
function matchAt(matcher: Matcher, key: Value, byName: (key: Value) => Value): Value {
  const all = matcher.all();
  if (typeof key === 'number') {
    const match = all.at(key);
    if (match !== undefined) return matchValue(match);
    return fail(
      'IndexOutOfBoundsException',
      `index is out of range ${-all.length}..${all.length - 1} (index = ${key})`,
    );
  }
  const keys = key instanceof Range ? [...key] : key;
  return Array.isArray(keys) ? keys.map((each) => matchAt(matcher, each, byName)) : byName(key);
}
