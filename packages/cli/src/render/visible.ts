import { stripVTControlCharacters } from 'node:util';

const colour = String.raw`\u001B\[[\d;]*m`;
const colours = new RegExp(`(${colour})`);
const whole = new RegExp(`^${colour}$`);

/** Takes a text apart at its colours, which are parts of their own. */
export function atColours(text: string): string[] {
  return text.split(colours);
}

export function isColour(part: string): boolean {
  return whole.test(part);
}

/** What a terminal obeys, and what turns around the order of a text. */
const unseen = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;

/** A line as a terminal may show it beside others: colours stay, and nothing that moves, clears or names a window. */
export function visible(line: string): string {
  return harmlessText(line.replaceAll('\n', '').replaceAll('\t', '  '));
}

/** The same for text that has the lines of the terminal for itself: tabs and ends of lines stay, too. */
export function harmlessText(text: string): string {
  return atColours(text)
    .map((part) => (isColour(part) ? part : stripVTControlCharacters(part).replaceAll(unseen, kept)))
    .join('');
}

function kept(character: string): string {
  return character === '\t' || character === '\n' ? character : '';
}

/** A line without colours as well, for names and messages that a file gives. */
export function harmless(line: string): string {
  return stripVTControlCharacters(line.replaceAll('\t', '  ')).replaceAll(unseen, '');
}

/** JSON of which a terminal obeys nothing: it stays the same value. JSON itself writes only the lower half as escapes. */
export function harmlessJson(value: unknown): string {
  const escaped = (character: string): string =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value, undefined, 2).replaceAll(/[\x7f-\x9f\u202A-\u202E\u2066-\u2069]/g, escaped);
}

/** What is left of a line on which a program went back to the start and wrote over it, as progress is shown. */
export function lastWritten(line: string): string {
  return line.trimEnd().split('\r').at(-1) ?? '';
}
