import { createHash } from 'node:crypto';
import type { Connection } from '../ssh/connection.ts';

/** A new text of a file, and the hash of the one that it was made from. */
export interface Replacement {
  readonly file: string;
  readonly from: string;
  readonly text: string;
  /** The same as a script for sed(1), where that is shorter to say. */
  readonly edit?: string | undefined;
}

/**
 * Has the host put a text in the place of the one that it was made from, by a function of the channel script. Gives its answer:
 * `changed` when there is another text by now.
 */
export async function replaceWith(
  connection: Connection,
  how: 'replace' | 'confirm',
  { file, from, text, edit }: Replacement,
): Promise<string> {
  const whole = async (): Promise<string> => (await connection.run([how, file, from, 'text', text])).trim();
  if (edit === undefined) return await whole();
  const hash = createHash('sha256').update(text).digest('hex');
  const answer = (await connection.run([how, file, from, 'edit', edit, hash])).trim();
  return answer === 'different' ? await whole() : answer;
}
