import type { Span } from '../ast/span.ts';
import { lex } from './lex.ts';

/** The comments of a source, in its order, with `//` or their signs around them; what looks like one in a string is none. */
export function commentsOf(source: string): Span[] {
  const comments: Span[] = [];
  let end = 0;
  for (const token of lex(source)) {
    if (token.type === 'newline') continue;
    for (const { 0: text, index } of source.slice(end, token.start).matchAll(comment))
      comments.push({ start: end + index, end: end + index + text.length });
    end = token.end;
  }
  return comments;
}

const comment = /\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g;
