import { failAt, look, type Reader } from './reader.ts';
import type { Token } from './token.ts';

/** Reads a number if one begins here: `1`, `1_000L`, `0x1F`, `1.5`, `2e3`. */
export function readNumber(reader: Reader): Token | undefined {
  const text = look(
    reader,
    /0[xX][0-9a-fA-F_]+[lLgGiI]?|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?[lLgGiIdDfF]?/y,
  );
  if (text === undefined) return undefined;
  const start = reader.position;
  const value = Number(
    /^0[xX]/.test(text) ? text.replace(/[lLgGiI]$/, '').replaceAll('_', '') : decimal(text),
  );
  if (!Number.isFinite(value)) return failAt(reader, start, `'${text}' is not a number`, ['a number']);
  reader.position += text.length;
  return { type: 'number', text, value, start, end: reader.position };
}

function decimal(text: string): string {
  return text.replace(/[lLgGiIdDfF]$/, '').replaceAll('_', '');
}
