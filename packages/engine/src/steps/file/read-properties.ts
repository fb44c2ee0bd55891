import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Value } from '@pipeline-lab/groovy';
import { encodingNamed } from '../encoding.ts';
import { parseProperties } from '../properties-format.ts';
import { defineStep, type Step, type StepCall } from '../step.ts';
import { said } from '../tell.ts';

/** `readProperties file: 'x.properties', text: '…', defaults: [a: 'b']`: the file, then the text over it. */
export const readProperties: Step = defineStep('readProperties', {
  needs: 'node',
  async run(call) {
    const { text = '', defaults = [], interpolate = false } = call.args;
    const values = new Map<Value, Value>(defaults);
    for (const source of [await fileText(call), text])
      for (const [key, value] of parseProperties(source)) values.set(key, value);
    return interpolate === true ? interpolated(values) : values;
  },
});

/** A file that is not there is passed over with a warning, as in Jenkins; Java's format is Latin-1 by itself. */
async function fileText(call: StepCall<'readProperties'>): Promise<string> {
  const { file = '', charset = 'ISO-8859-1' } = call.args;
  if (file === '') return '';
  const path = resolve(call.site.cwd, file);
  return await readFile(path, encodingNamed(charset)).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ENOENT' && code !== 'EISDIR') throw error;
    const why = code === 'ENOENT' ? 'does not exist' : 'is a directory';
    said(call, `warning: ${path} ${why}, omitting from properties gathering`);
    return '';
  });
}

function interpolated(values: ReadonlyMap<Value, Value>): Map<Value, Value> {
  const filled = (text: string, depth: number): string =>
    text.replaceAll(/\$\{([^}]+)\}/g, (whole, name: string) => {
      const value = values.get(name);
      return typeof value === 'string' && depth < 10 ? filled(value, depth + 1) : whole;
    });
  return new Map(
    [...values].map(([key, value]) => [key, typeof value === 'string' ? filled(value, 0) : value]),
  );
}
