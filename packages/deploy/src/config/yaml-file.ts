import { type Document, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

export type ParsedYaml<T> =
  | { readonly data: T }
  /** Each as `file:line:column: where: what`. */
  | { readonly problems: readonly string[] };

/** A YAML file by its schema, or everything that is wrong with it. `empty` stands for a file without content. */
export function parseYaml<T>(
  text: string,
  file: string,
  schema: z.ZodType<T>,
  empty: unknown = null,
): ParsedYaml<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0)
    return { problems: document.errors.map(({ pos, message }) => `${at(pos[0])}: ${message}`) };
  const result = schema.safeParse(document.toJS() ?? empty);
  if (result.success) return { data: result.data };
  return {
    problems: result.error.issues.flatMap(placed).map(({ path, message }) => {
      return `${at(offsetOf(document, path))}: ${path.join('.') || 'the file'}: ${message}`;
    }),
  };
}

interface Problem {
  readonly path: readonly string[];
  readonly message: string;
}

/** An unknown key is found at the key, not at what it is in; a name that may not be one says why. */
function placed(issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.map(String);
  if (issue.code === 'invalid_key') return [{ path, message: issue.issues[0]?.message ?? issue.message }];
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({ path: [...path, key], message: 'is not a key that is known here' }));
}

/** Of what a path of keys leads to, or of the nearest thing around it when that is missing. */
function offsetOf(document: Document, path: readonly string[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (node !== null && typeof node === 'object' && 'range' in node && Array.isArray(node.range))
      return Number(node.range[0]);
  }
  return 0;
}
