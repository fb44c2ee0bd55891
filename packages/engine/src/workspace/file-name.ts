import { createHash } from 'node:crypto';

/** Names beyond this (characters) are shortened: file systems take 255 bytes, and something may be put behind. */
const longest = 100;

/** Any text as the name of a file: without dots and slashes, never too long, and another one for every other text. */
export function fileName(text: string): string {
  const name = encodeURIComponent(text.toWellFormed()).replaceAll('.', '%2E');
  if (name !== '' && name.length <= longest && text.isWellFormed()) return name;
  // No other name has a `=`.
  return `${name.slice(0, 30)}=${createHash('sha256').update(text, 'utf16le').digest('hex')}`;
}
