import { withoutContinuations } from './continuations.ts';
import type { Dockerfile, Instruction, Span, Word } from './model.ts';
import { jsonTexts, scriptOf } from './script.ts';

/** One command of a RUN instruction. */
export interface Command extends Span {
  /** Its name and arguments without quotes; keywords, assignments and what is redirected stay out. */
  readonly words: readonly Word[];
  /** `NAME=value` in front of it. */
  readonly assignments: readonly Word[];
  /** Whether its input is the output of the command before. */
  readonly isPiped: boolean;
  /** In a subshell `( … )` or `$( … )`, whose folder and variables end with it. */
  readonly isInner: boolean;
}

/** The commands of a RUN instruction, in shell form or as a JSON array; those in `$( … )` stand before the one around. */
export function commandsOf(file: Dockerfile, instruction: Instruction): Command[] {
  if (instruction.keyword !== 'RUN') return [];
  const script = scriptOf(file, instruction);
  if (script === undefined) return execCommand(file, instruction);
  const { start, end } = script;
  const text = withoutContinuations(file.source.slice(start, end), file.escape);
  return split(text, start);
}

/** No shell reads it, so that nothing in it is a sign. */
function execCommand(file: Dockerfile, instruction: Instruction): Command[] {
  const words = jsonTexts(file, instruction).map(
    ({ start, end }, at): Word => ({ start, end, text: instruction.exec?.[at] ?? '' }),
  );
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [{ start: first.start, end: last.end, words, assignments: [], isPiped: false, isInner: false }];
}

/** Parts of a script: each is found in one pass, whatever is not closed. */
const pattern = new RegExp(
  [
    String.raw`(?<comment>(?<=^|\s)#[^\n]*)`,
    String.raw`(?<redirect>\d*(?:&>|[<>])[<>]*&?[ \t]*[^\s;&|()<>'"]*)`,
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
    const assignments = words.slice(0, at).filter(({ text: word }) => word.includes('='));
    const [first, last] = [own[0], own.at(-1)];
    const isInner = depth > 0;
    if (first !== undefined && last !== undefined)
      commands.push({ start: first.start, end: last.end, words: own, assignments, isPiped, isInner });
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
