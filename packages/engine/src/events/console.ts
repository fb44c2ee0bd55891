import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import { journalFile, journalReader } from './journal.ts';

/** The lines that a build has logged so far, in order, without the ends of lines. */
export async function* consoleLines(folder: string): AsyncIterable<string> {
  // What was written in this turn of the event loop is in the file in the next one.
  await setImmediate();
  const journal = journalReader(folder);
  try {
    const input = createReadStream(journalFile(folder));
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      if (!line.includes('"type":"log"')) continue;
      const event = await journal.event(line);
      if (event?.type === 'log') yield* event.lines;
    }
  } finally {
    await journal.close();
  }
}
