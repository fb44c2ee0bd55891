import { mkdir, writeFile as writeText } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { encodingOf } from '../encoding.ts';
import type { Step } from '../step.ts';

export const writeFile: Step = {
  name: 'writeFile',
  summary: (parameters) => parameters.text('file'),
  async run(call) {
    const path = resolve(call.site.cwd, call.parameters.text('file'));
    await mkdir(dirname(path), { recursive: true });
    await writeText(path, call.parameters.text('text'), encodingOf(call));
    return null;
  },
};
