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

/** A line as a terminal may show it beside others: colours stay, and nothing that moves, clears or names a window. */
export function visible(line: string): string {
  return harmless(line.replaceAll('\n', '').replaceAll('\t', '  '));
}

/** The same for text that has the lines of the terminal for itself: tabs and ends of lines stay, too. */
export function harmless(text: string): string {
  return atColours(text)
    .map((part) => (isColour(part) ? part : stripVTControlCharacters(part).replaceAll(/[^\P{Cc}\t\n]/gu, '')))
    .join('');
}

/** What is left of a line on which a program went back to the start and wrote over it, as progress is shown. */
export function lastWritten(line: string): string {
  return line.trimEnd().split('\r').at(-1) ?? '';
}
