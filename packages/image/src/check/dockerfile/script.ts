import { basename } from 'node:path';
import { lineEnd } from './continuations.ts';
import type { Dockerfile, Instruction, Span } from './model.ts';

/** What a shell reads of a RUN; undefined where none does: `["node", "main.js"]`. */
export function scriptOf(file: Dockerfile, instruction: Instruction): Span | undefined {
  const { hasHeredoc, body, exec } = instruction;
  if (exec !== undefined) return execScript(jsonTexts(file, instruction), exec);
  const ownLine = { start: body.start, end: lineEnd(file.source, body.start, file.escape) };
  return hasHeredoc ? heredocScript(file, body, ownLine) : body;
}

/** `["bash", "-o", "pipefail", "-c", "…"]`. */
function execScript(texts: readonly Span[], exec: readonly string[]): Span | undefined {
  const option = exec.findIndex((word) => /^-[a-zA-Z]*c$/.test(word));
  const script = option === -1 ? undefined : texts[option + 1];
  if (script === undefined || !/^(?:ba|da|a|z|k)?sh$/.test(basename(exec[0] ?? ''))) return undefined;
  return { start: script.start + 1, end: script.end - 1 };
}

/** A here-document is a script where nothing but a shell reads it: what other programs read is theirs. */
function heredocScript({ source }: Dockerfile, body: Span, ownLine: Span): Span {
  const line = source.slice(ownLine.start, ownLine.end);
  const [marker = ''] = /^<<-?(["']?)[\w.-]+\1/.exec(line) ?? [];
  if (marker === '') return ownLine;
  const reader = line.slice(marker.length).trim();
  const start = source.indexOf('\n', ownLine.end) + 1;
  const isForeign = /^#!(?!\S*\/(?:env )?(?:ba|da|a|z|k)?sh\b)/.test(source.slice(start, start + 80));
  const isShell = /^(?:(?:\S*\/)?(?:ba|da|a|z|k)?sh(?:\s+(?:-\S+|pipefail))*)?$/.test(reader);
  if (!isShell) return { start: ownLine.start + marker.length, end: ownLine.end };
  if (start === 0 || (isForeign && reader === '')) return { start: ownLine.end, end: ownLine.end };
  return { start, end: Math.max(start, source.lastIndexOf('\n', body.end - 1)) };
}

/** Where the texts of a JSON array stand, with their quotes. */
export function jsonTexts({ source }: Dockerfile, { body }: Instruction): Span[] {
  return Array.from(
    source.slice(body.start, body.end).matchAll(/"(?:\\[^]|[^"\\])*"/g),
    ({ 0: raw, index }) => ({ start: body.start + index, end: body.start + index + raw.length }),
  );
}
