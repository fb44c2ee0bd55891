import type { EventBody, Log } from './event.ts';
import type { Journal } from './journal.ts';
import { linesOf } from './lines.ts';
import { type Masker, maskEvent } from './mask.ts';

/** Where lines of output come from. */
export type LogPlace = Omit<Log, 'type' | 'lines'>;

/** The one way into the journal of a build: numbers, dates and masks what happens. */
export interface Recorder {
  readonly emit: (body: EventBody) => void;
  /** Whole lines of a program's output, masked already. */
  readonly output: (place: LogPlace, bytes: Buffer) => void;
  readonly masker: Masker;
}

/** Output from this size (bytes) on is kept beside the journal: JSON would cost several times the writing. */
const bulkFrom = 16_384;

export function createRecorder(
  journal: Journal,
  masker: Masker,
  now: () => Date = () => new Date(),
): Recorder {
  let seq = 0;
  const stamp = (): { readonly seq: number; readonly at: string } => {
    seq += 1;
    return { seq, at: now().toISOString() };
  };
  return {
    masker,
    emit(body) {
      const masked = masker.active ? maskEvent(body, (text) => masker.mask(text)) : body;
      journal.write({ ...masked, ...stamp() });
    },
    output(place, bytes) {
      if (bytes.length < bulkFrom) {
        journal.write({ type: 'log', ...place, lines: linesOf(bytes.toString()), ...stamp() });
      } else {
        journal.write({ type: 'log', ...place, bulk: journal.writeOutput(bytes), ...stamp() });
      }
    },
  };
}
