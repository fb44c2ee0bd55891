import parse from 'spdx-expression-parse';
import type { Licence } from './model.ts';

/** What the field `license` of a package says, in the words of CycloneDX; undefined when it says nothing. */
export function licenceOf(field: unknown): readonly Licence[] | undefined {
  const text = textOf(field);
  if (text === undefined) return undefined;
  try {
    const read = parse(text);
    const isOne = 'license' in read && read.plus !== true && read.exception === undefined;
    return [isOne ? { license: { id: read.license } } : { expression: text }];
  } catch {
    return [{ license: { name: text } }];
  }
}

/** Packages of the past have `{ "type": "MIT" }`, or several. */
function textOf(field: unknown): string | undefined {
  const named = Array.isArray(field) ? (field as readonly unknown[])[0] : field;
  const text = typeof named === 'object' && named !== null && 'type' in named ? named.type : named;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}
