import { quoted } from '../shell/words.ts';

/** Variables that a shell itself sets and lets nobody set. */
const ofShells = new Set(['UID', 'EUID', 'PPID', 'SHELLOPTS', 'BASHOPTS', 'BASH_VERSINFO']);

/** Variables as a script for a POSIX shell. Names that no shell can have stay behind, as they do in every `sh`. */
export function exportsOf(env: Readonly<Record<string, string>>): string {
  return Object.entries(env)
    .filter(([name]) => /^[A-Za-z_]\w*$/.test(name) && !ofShells.has(name))
    .map(([name, value]) => `export ${name}=${quoted(value)}\n`)
    .join('');
}
