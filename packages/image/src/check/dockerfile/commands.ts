import { withoutContinuations } from './continuations.ts';
import type { Dockerfile, Instruction, Span, Word } from './model.ts';

/** One command of a RUN instruction. */
export interface Command extends Span {
  /** Its name and arguments without quotes; keywords, assignments and what is redirected stay out. */
  readonly words: readonly Word[];
  /** Whether its input is the output of the command before. */
  readonly isPiped: boolean;
  /** In a subshell `( … )` or `$( … )`, whose folder and variables end with it. */
  readonly isInner: boolean;
}

/** The commands of a RUN instruction, in shell form or as a JSON array; those in `$( … )` stand before the one around. */
export function commandsOf(file: Dockerfile, instruction: Instruction): Command[] {
  if (instruction.keyword !== 'RUN') return [];
  if (instruction.exec !== undefined && instruction.exec[1] !== '-c') return execCommand(file, instruction);
  const { start, end } = scriptOf(file, instruction);
  const text = withoutContinuations(file.source.slice(start, end), file.escape);
  return split(text, start);
}

const jsonText = /"((?:\\[^]|[^"\\])*)"/g;

/** No shell reads it, so that nothing in it is a sign. */
function execCommand({ source }: Dockerfile, { body, exec = [] }: Instruction): Command[] {
  const texts = [...source.slice(body.start, body.end).matchAll(jsonText)];
  const words = texts.map(({ 0: raw, index }, at): Word => {
    const start = body.start + index;
    return { text: exec[at] ?? '', start, end: start + raw.length };
  });
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [{ start: first.start, end: last.end, words, isPiped: false, isInner: false }];
}

/** A here-document is a script where no program is named that reads it. */
function scriptOf({ source }: Dockerfile, { hasHeredoc, body, exec }: Instruction): Span {
  const nothing = { start: body.end, end: body.end };
  if (exec !== undefined) {
    const [, , script] = source.slice(body.start, body.end).matchAll(jsonText);
    if (script === undefined) return nothing;
    const start = body.start + script.index + 1;
    return { start, end: start + (script[1]?.length ?? 0) };
  }
  const ownLine = source.indexOf('\n', body.start);
  if (!hasHeredoc || ownLine === -1) return body;
  if (!source.startsWith('<<', body.start)) return { start: body.start, end: ownLine };
  const isShell = /^\n(?:#!\S*\/(?:env )?(?:ba|da|a|z)?sh\b|(?!#!))/.test(
    source.slice(ownLine, ownLine + 80),
  );
  return isShell ? { start: ownLine + 1, end: source.lastIndexOf('\n', body.end - 1) } : nothing;
}

/** Parts of a script: each is found in one pass, whatever is not closed. */
const pattern = new RegExp(
  [
    String.raw`(?<comment>(?<=^|\s)#[^\n]*)`,
    String.raw`(?<redirect>\d*(?:&>|[<>])[<>]*&?[^\s;&|()<>'"]*)`,
    String.raw`(?<word>(?:\\.|'[^']*'|"(?:\\[^]|[^"\\])*"|\$\([^()]*\)|\x60[^\x60]*\x60|[^\s;&|()<>'"\\\x60])+)`,
    String.raw`(?<separator>&&|\|\||\|&|[;&|()\n])`,
  ].join('|'),
  'g',
);

/** Takes a script apart that stands at `offset` of its file. */
function split(text: string, offset: number): Command[] {
  const commands: Command[] = [];
  let words: Word[] = [];
  let isPiped = false;
  let depth = 0;
  const close = (): void => {
    const at = words.findIndex(({ text: word }) => !leading.test(word));
    const own = at === -1 ? [] : words.slice(at);
    const [first, last] = [own[0], own.at(-1)];
    if (first !== undefined && last !== undefined)
      commands.push({ start: first.start, end: last.end, words: own, isPiped, isInner: depth > 0 });
    words = [];
  };
  for (const { groups, index, 0: raw } of text.matchAll(pattern)) {
    if (groups?.['word'] !== undefined) {
      words.push({ text: unquoted(raw), start: offset + index, end: offset + index + raw.length });
      commands.push(...substituted(raw, offset + index));
    }
    if (groups?.['separator'] === undefined) continue;
    close();
    if (raw !== '(') isPiped = raw === '|' || raw === '|&';
    if (raw === '(') depth += 1;
    if (raw === ')') depth = Math.max(0, depth - 1);
  }
  close();
  return commands;
}

/** What the substitutions of a word run. Single quotes have none. */
function substituted(word: string, offset: number): Command[] {
  return [...word.matchAll(/'[^']*'|\$\(([^()]*)\)|`([^`]*)`/g)].flatMap(
    ({ 0: raw, 1: inner, 2: old, index }) => {
      const script = inner ?? old;
      if (script === undefined) return [];
      const start = offset + index + raw.indexOf(script, 1);
      return split(script, start).map((one) => Object.assign(one, { isInner: true }));
    },
  );
}

/** What may stand before the name of a command: keywords of the shell and assignments. */
const leading = /^(?:if|then|else|elif|do|while|until|!|\{|exec|time|\w+=.*)$/;

function unquoted(word: string): string {
  return word.replaceAll(/\\(.)|['"]/g, '$1');
}
