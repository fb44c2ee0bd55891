import { type Document, LineCounter, parseDocument, visit } from 'yaml';
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
  const content = contentOf(document);
  if ('problem' in content) return { problems: [`${at(content.offset)}: ${content.problem}`] };
  const result = schema.safeParse(content.value ?? empty);
  if (result.success) return { data: result.data };
  return {
    problems: result.error.issues.flatMap(placed).map(({ path, message }) => {
      return `${at(offsetOf(document, path))}: ${path.join('.') || 'the file'}: ${message}`;
    }),
  };
}

type Content = { readonly value: unknown } | { readonly problem: string; readonly offset: number };

/** What a document says, unless one of its aliases leads nowhere, or they are so many that only an attack has them. */
function contentOf(document: Document): Content {
  try {
    return { value: document.toJS() };
  } catch (error) {
    // The first that leads nowhere, or the last one.
    let offset = 0;
    visit(document, {
      Alias: (_, alias) => {
        offset = alias.range?.[0] ?? 0;
        return alias.resolve(document) === undefined ? visit.BREAK : undefined;
      },
    });
    return { problem: error instanceof Error ? error.message : String(error), offset };
  }
}

interface Problem {
  readonly path: readonly string[];
  readonly message: string;
}

/**
 * An unknown key is found at the key, not at what it is in; a name that may not be one says why; of several forms the
 * one counts that was meant.
 */
function placed(issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.map(String);
  const own = { path, message: issue.message };
  switch (issue.code) {
    case 'invalid_key':
      return [{ path, message: issue.issues[0]?.message ?? issue.message }];
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], message: 'is not a key that is known here' }));
    case 'invalid_union':
      return (
        meant(issue.errors)?.map(({ path: inside, message }) => ({
          path: [...path, ...inside],
          message,
        })) ?? [own]
      );
    default:
      return [own];
  }
}

/** What is wrong with the one form that gets further than its outside; undefined where that is none, or several. */
function meant(forms: readonly (readonly z.core.$ZodIssue[])[]): Problem[] | undefined {
  const isInside = ({ path }: z.core.$ZodIssue): boolean => path.length > 0;
  const isKind = (issue: z.core.$ZodIssue): boolean => isInside(issue) || issue.code === 'unrecognized_keys';
  const inside = forms.filter((issues) => issues.every(isInside));
  const ofKind = inside.length > 0 ? inside : forms.filter((issues) => issues.every(isKind));
  return ofKind.length === 1 ? ofKind[0]?.flatMap(placed) : undefined;
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
