import { toNumber } from '../operators.ts';
import { textOf } from '../text.ts';
import type { Value } from '../value.ts';
import { closureFrom, type Method, type Methods } from './method.ts';

const number = (value: Value | undefined): number => toNumber(value ?? 0);
const text = (value: Value | undefined): string => textOf(value ?? '');

/** Methods of `String` and of the GDK on it. */
export const stringMethods: Methods<string> = new Map<string, Method<string>>([
  ['capitalize', (self) => self.charAt(0).toUpperCase() + self.slice(1)],
  ['concat', (self, other) => self + text(other)],
  ['contains', (self, part) => self.includes(text(part))],
  ['endsWith', (self, part) => self.endsWith(text(part))],
  ['equals', (self, other) => self === other],
  ['equalsIgnoreCase', (self, other) => self.toLowerCase() === text(other).toLowerCase()],
  ['indexOf', (self, part) => self.indexOf(text(part))],
  ['isEmpty', (self) => self === ''],
  ['isInteger', (self) => /^\s*[+-]?\d+\s*$/.test(self)],
  ['isNumber', (self) => self.trim() !== '' && !Number.isNaN(Number(self))],
  ['lastIndexOf', (self, part) => self.lastIndexOf(text(part))],
  ['length', (self) => self.length],
  ['matches', (self, pattern) => new RegExp(`^(?:${text(pattern)})$`).test(self)],
  [
    'padLeft',
    (self, width, filler) => self.padStart(number(width), filler === undefined ? ' ' : text(filler)),
  ],
  [
    'padRight',
    (self, width, filler) => self.padEnd(number(width), filler === undefined ? ' ' : text(filler)),
  ],
  ['readLines', (self) => lines(self)],
  ['replace', (self, from, to) => self.replaceAll(text(from), () => text(to))],
  ['replaceAll', (self, from, to) => self.replaceAll(new RegExp(text(from), 'g'), text(to))],
  ['replaceFirst', (self, from, to) => self.replace(new RegExp(text(from)), text(to))],
  ['size', (self) => self.length],
  ['split', (self, pattern) => split(self, pattern)],
  ['startsWith', (self, part) => self.startsWith(text(part))],
  ['stripIndent', (self) => stripIndent(self)],
  ['stripMargin', (self) => self.replaceAll(/^[ \t]*\|/gm, '')],
  ['substring', (self, from, to) => self.slice(number(from), to === undefined ? undefined : number(to))],
  ['toBoolean', (self) => ['true', 'y', '1'].includes(self.trim().toLowerCase())],
  ['toDouble', (self) => toNumber(self)],
  ['toInteger', (self) => toNumber(self)],
  ['toLong', (self) => toNumber(self)],
  ['toLowerCase', (self) => self.toLowerCase()],
  ['toUpperCase', (self) => self.toUpperCase()],
  [
    'tokenize',
    (self, characters) => tokenize(self, characters === undefined ? ' \t\n\r\f' : text(characters)),
  ],
  ['trim', (self) => self.trim()],
  [
    'eachLine',
    async (self, closure) => {
      for (const line of lines(self)) await closureFrom(closure).call([line]);
      return null;
    },
  ],
]);

function lines(value: string): string[] {
  const all = value.split(/\r?\n/);
  if (all.at(-1) === '') all.pop();
  return all;
}

/** Java's `split`: empty parts at the end are left out; without a pattern, Groovy's split at white space. */
function split(self: string, pattern: Value | undefined): string[] {
  if (pattern === undefined) return self.split(/\s+/).filter((part) => part !== '');
  const parts = self.split(new RegExp(text(pattern)));
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts;
}

function tokenize(self: string, characters: string): string[] {
  const parts = [''];
  for (const character of self) {
    if (characters.includes(character)) parts.push('');
    else parts.push((parts.pop() ?? '') + character);
  }
  return parts.filter((part) => part !== '');
}

function stripIndent(self: string): string {
  const all = self.split('\n');
  const indents = all
    .filter((line) => line.trim() !== '')
    .map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const common = indents.length === 0 ? 0 : Math.min(...indents);
  return all.map((line) => line.slice(common)).join('\n');
}
