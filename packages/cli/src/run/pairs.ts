import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { badUsage, unreadable } from '../errors.ts';

/** `name=value` of an option that may be given more than once. */
export function pairs(option: string, texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw badUsage(`${option} ${text} is not name=value`, `Write ${option} name=value.`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

/** `--input deploy=proceed`; a lone word answers every question. */
export function answers(texts: readonly string[]): Record<string, string> {
  return pairs(
    '--input',
    texts.map((text) => (text.includes('=') ? text : `*=${text}`)),
  );
}

/** The variables of `.env` files, the later ones first. */
export async function environmentFiles(
  cwd: string,
  files: readonly string[],
): Promise<Record<string, string>> {
  const read = files.map(async (file) => {
    const text = await readFile(resolve(cwd, file), 'utf8').catch((error: unknown) => {
      throw unreadable(file, error);
    });
    requireEntries(file, text);
    return parseEnv(text);
  });
  const all = await Promise.all(read);
  return Object.fromEntries(
    all
      .flatMap((each) => Object.entries(each))
      .flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** An entry of a `.env` file, whose quoted value may have several lines. */
const entry =
  /^[ \t]*(?:export[ \t]+)?[A-Za-z_][\w.-]*[ \t]*=[ \t]*(?:"[^"]*"|'[^']*'|`[^`]*`|[^\n]*)[^\n]*/gm;

/** The parser passes over what it does not understand: such a line may hold what somebody relies on. */
function requireEntries(file: string, text: string): void {
  const rest = text.replaceAll(entry, (whole) => whole.replaceAll(/[^\n]/g, ''));
  const line = rest.split('\n').findIndex((each) => /^\s*[^#\s]/.test(each));
  // The line itself may be a secret.
  if (line >= 0)
    throw badUsage(
      `${file}:${line + 1} is no NAME=value`,
      'Write NAME=value, one a line; # begins a comment.',
    );
}

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90s`, `10m`, `1h30m`; a bare number is minutes, as in a Jenkinsfile. Milliseconds. */
export function durationOption(text: string): number {
  if (/^\d+$/.test(text)) return Number(text) * 60_000;
  const parts = [...text.matchAll(/(\d+)([smhd])/g)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text)
    throw badUsage(`--timeout ${text} is no time`, 'Write 90s, 10m or 1h30m.');
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? ''] ?? 0), 0);
}

const changeFields = [
  'target',
  'branch',
  'fork',
  'url',
  'title',
  'author',
  'authorDisplayName',
  'authorEmail',
] as const;

/** `--change 42`, `--change 42,target=main,author=bob`. */
export function changeOption(text: string): { readonly id: string } & Record<string, string> {
  const [id = '', ...others] = text.split(',');
  if (id.trim() === '' || id.includes('='))
    throw badUsage(`--change ${text}: the id is missing`, 'Write --change 42, or --change 42,target=main.');
  const fields = pairs('--change', others);
  const unknown = Object.keys(fields).find((field) => !changeFields.some((each) => each === field));
  if (unknown !== undefined)
    throw badUsage(
      `--change ${text}: there is no field ${unknown}`,
      `Write --change 42, and with it ${changeFields.map((field) => `${field}=…`).join(', ')}.`,
    );
  return { ...fields, id };
}
