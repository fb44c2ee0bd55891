import { createInterface } from 'node:readline/promises';
import type { BuildEvent } from '@pipeline-lab/engine/builds';

type Question = Extract<BuildEvent, { readonly type: 'input.requested' }>;

/** Asks a question of a build in the terminal and gives the answer in the form that the engine takes. */
export async function ask({ message, ok, fields }: Question, signal: AbortSignal): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const read = async (text: string): Promise<string> => (await terminal.question(text, { signal })).trim();
  try {
    console.log(message);
    const values: string[] = [];
    for (const { name, description, usual, choices, type } of fields) {
      const options =
        type === 'choice' ? ` (${choices.join(', ')})` : type === 'booleanParam' ? ' (true, false)' : '';
      const fallback = usual || (type === 'choice' ? (choices[0] ?? '') : '');
      const label = description === '' ? name : `${name}: ${description}`;
      const said = await read(`  ${label}${options}${fallback === '' ? '' : ` [${fallback}]`} `);
      values.push(fields.length === 1 ? said || fallback : `${name}=${said || fallback}`);
    }
    const answer = await read(`${ok}? [y/N] `);
    if (!/^y(es)?$/i.test(answer)) return 'abort';
    return values.length === 0 ? 'proceed' : values.join(',');
  } finally {
    terminal.close();
  }
}
