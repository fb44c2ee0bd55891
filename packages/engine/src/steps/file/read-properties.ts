import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Value } from '@pipeline-lab/groovy';
import { parseProperties } from '../properties-format.ts';
import { defineStep, type Step } from '../step.ts';

/** `readProperties file: 'x.properties', text: '…', defaults: [a: 'b']`: the file, then the text over it. */
export const readProperties: Step = defineStep('readProperties', {
  needs: 'node',
  async run({ site, args }) {
    const defaults = args.defaults;
    const values = new Map<Value, Value>(defaults instanceof Map ? defaults : []);
    const texts = [
      args.file !== undefined ? await readFile(resolve(site.cwd, args.file), 'utf8') : '',
      args.text ?? '',
    ];
    for (const text of texts) for (const [key, value] of parseProperties(text)) values.set(key, value);
    if (!args.interpolate) return values;
    const filled = (text: string, depth: number): string =>
      text.replaceAll(/\$\{([^}]+)\}/g, (whole, name: string) => {
        const value = values.get(name);
        return typeof value === 'string' && depth < 10 ? filled(value, depth + 1) : whole;
      });
    return new Map(
      [...values].map(([key, value]) => [key, typeof value === 'string' ? filled(value, 0) : value]),
    );
  },
});
