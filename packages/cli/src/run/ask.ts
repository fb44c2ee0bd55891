import { createInterface } from 'node:readline/promises';
import type { BuildEvent, InputAnswer } from '@pipeline-lab/engine/builds';
import { harmlessText } from '../render/visible.ts';

/** A question of a build, as it was announced. */
export type Question = Extract<BuildEvent, { readonly type: 'input.requested' }>;

/**
 * Asks a question of a build in the terminal. Rejects when `signal` aborts; Ctrl-C is what it is elsewhere, an
 * interrupt of the command.
 */
export async function ask({ message, ok, fields }: Question, signal: AbortSignal): Promise<InputAnswer> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // While it reads lines, the terminal turns Ctrl-C into a mere event of its own.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const read = async (text: string): Promise<string> =>
    (await terminal.question(harmlessText(text), { signal })).trim();
  try {
    console.log(harmlessText(message));
    const values: [string, string][] = [];
    for (const { name, description, usual, choices, type } of fields) {
      const options =
        type === 'choice' ? ` (${choices.join(', ')})` : type === 'booleanParam' ? ' (true, false)' : '';
      const fallback = usual || (type === 'choice' ? (choices[0] ?? '') : '');
      const label = description === '' ? name : `${name}: ${description}`;
      const said = await read(`  ${label}${options}${fallback === '' ? '' : ` [${fallback}]`} `);
      values.push([name, said || fallback]);
    }
    const answer = await read(`${ok}? [y/N] `);
    if (!/^y(es)?$/i.test(answer)) return { proceed: false };
    return { proceed: true, values: Object.fromEntries(values) };
  } finally {
    terminal.close();
  }
}
