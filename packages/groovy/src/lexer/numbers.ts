import { look, push, pushInvalid, type Reader } from './reader.ts';

const digits = String.raw`\d(?:[\d_]*\d)?`;
const exponent = String.raw`[eE][+-]?[\d_]*\d`;
const number = new RegExp(
  [
    String.raw`0[xX][\da-fA-F](?:[\da-fA-F_]*[\da-fA-F])?[lLiIgG]?`,
    `0[bB][01](?:[01_]*[01])?[lLiIgG]?`,
    `${digits}\\.${digits}(?:${exponent})?[fFdDgG]?`,
    `${digits}${exponent}[fFdDgG]?`,
    `${digits}[fFdD]`,
    `0[0-7](?:[0-7_]*[0-7])?[lLiIgG]?`,
    `0[lLiIgG]?`,
    `[1-9](?:[\\d_]*\\d)?[lLiIgG]?`,
  ].join('|'),
  'y',
);

/** Reads a number if one begins here: `1`, `1_000L`, `0x1F`, `0b11`, `017`, `1.5`, `2e3`. */
export function readNumber(reader: Reader): boolean {
  const text = look(reader, number);
  if (text === undefined) return false;
  const start = reader.position;
  reader.position += text.length;
  const problem = problemAfter(text, reader.text[reader.position]);
  if (problem === undefined) push(reader, 'number', start);
  else
    pushInvalid(reader, { start, offset: reader.position, next: reader.position + 1 }, problem, ['a digit']);
  return true;
}

/** Groovy's lexer takes these for the beginning of a longer number, and fails. */
function problemAfter(text: string, next: string | undefined): string | undefined {
  if (next === '_') return "a number cannot end with '_'";
  if (text === '0' && /^[xXbB]$/.test(next ?? '')) return "'0x' and '0b' must be followed by a digit";
  const isPlain = /^[\d_]+(?:\.[\d_]+)?$/.test(text);
  return isPlain && /^[eE]$/.test(next ?? '') ? "the exponent after 'e' is missing" : undefined;
}
