import { stripVTControlCharacters } from 'node:util';
import type { WriteStream } from 'node:tty';
import { atColours, isColour, visible } from '../visible.ts';

/** Lines at the bottom of a terminal that are drawn again and again. */
export interface Screen {
  draw(lines: readonly string[]): void;
  /** Takes the lines away; the next drawing starts where they were. */
  clear(): void;
  close(): void;
}

const begin = '\u001B[?2026h';
const end = '\u001B[?2026l';
const hideCursor = '\u001B[?25l';
const showCursor = '\u001B[?25h';

/**
 * One write a drawing, as a synchronised update, so that nothing flickers. Lines that are too long are cut and what is
 * too high is left out at the top, so that a drawing never scrolls.
 */
export function openScreen(stream: WriteStream): Screen {
  let drawn: readonly string[] = [];
  // After a change of size the lines of the last drawing may have been wrapped by the terminal.
  const height = (): number =>
    drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(width(line) / Math.max(1, stream.columns))), 0);
  const back = (): string => (drawn.length === 0 ? '' : `\u001B[${height()}F\u001B[J`);
  stream.write(hideCursor);
  return {
    draw(lines) {
      const fitting = lines.slice(-Math.max(1, stream.rows - 1)).map((line) => cut(line, stream.columns - 1));
      stream.write(`${begin}${back()}${fitting.map((line) => `${line}\n`).join('')}${end}`);
      drawn = fitting;
    },
    clear() {
      stream.write(`${begin}${back()}${end}`);
      drawn = [];
    },
    close: () => void stream.write(showCursor),
  };
}

let segmenter: Intl.Segmenter | undefined;

/** What a terminal shows as one character; the tables for it take a while to load. */
function* characters(text: string): Iterable<string> {
  segmenter ??= new Intl.Segmenter();
  for (const { segment } of segmenter.segment(text)) yield segment;
}

const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;

/** Columns that a text takes. */
export function width(text: string): number {
  const plain = stripVTControlCharacters(text);
  if (/^[ -~]*$/.test(plain)) return plain.length;
  let columns = 0;
  for (const character of characters(plain)) columns += widthOf(character);
  return columns;
}

function widthOf(character: string): number {
  if (wide.test(character)) return 2;
  return character < ' ' ? 0 : 1;
}

/** The beginning of a text that fits into columns, with its colours closed. */
export function cut(text: string, columns: number): string {
  const flat = visible(text);
  if (width(flat) <= columns) return flat;
  let room = columns - 1;
  let kept = '';
  const parts = atColours(flat);
  for (const part of parts) {
    if (isColour(part)) kept += part;
    else
      for (const character of characters(part)) {
        room -= widthOf(character);
        if (room >= 0) kept += character;
      }
  }
  return `${kept}…${parts.some(isColour) ? '\u001B[0m' : ''}`;
}
