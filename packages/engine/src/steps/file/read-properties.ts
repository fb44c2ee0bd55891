import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Value } from '@pipeline-lab/groovy';
import { parseProperties } from '../properties-format.ts';
import type { Step } from '../step.ts';

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
