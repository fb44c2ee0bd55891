import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Value } from '@pipeline-lab/groovy';
import type { Step } from './step.ts';

/** `readProperties file: 'x.properties', text: '…', defaults: [a: 'b']`: the file, then the text over it. */
export const readProperties: Step = {
  name: 'readProperties',
  needs: 'node',
  async run({ site, parameters }) {
    const defaults = parameters.value('defaults');
    const values = new Map<Value, Value>(defaults instanceof Map ? defaults : []);
    const texts = [
      parameters.has('file') ? await readFile(resolve(site.cwd, parameters.text('file')), 'utf8') : '',
      parameters.text('text', ''),
    ];
    for (const text of texts) for (const [key, value] of parseProperties(text)) values.set(key, value);
    if (!parameters.flag('interpolate')) return values;
    const filled = (text: string, depth: number): string =>
      text.replaceAll(/\$\{([^}]+)\}/g, (whole, name: string) => {
        const value = values.get(name);
        return typeof value === 'string' && depth < 10 ? filled(value, depth + 1) : whole;
      });
    return new Map(
      [...values].map(([key, value]) => [key, typeof value === 'string' ? filled(value, 0) : value]),
    );
  },
};

/** The format of `java.util.Properties`. */
export function parseProperties(text: string): [string, string][] {
  const lines = text
    .replaceAll('\r\n', '\n')
    .replaceAll(/(?<=(?:^|[^\\])(?:\\\\)*)\\\n[ \t\f]*/g, '')
    .split('\n');
  return lines.flatMap((line): [string, string][] => {
    const content = line.trimStart();
    if (content === '' || content.startsWith('#') || content.startsWith('!')) return [];
    const [, key = '', value = ''] = /^((?:\\.|[^\\=:\s])*)\s*[=:]?\s*(.*)$/.exec(content) ?? [];
    return [[unescaped(key), unescaped(value)]];
  });
}

const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

function unescaped(text: string): string {
  return text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, hex: string | undefined, char: string) =>
    hex === undefined ? (escapes[char] ?? char) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
