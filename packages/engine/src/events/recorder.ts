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

/**
 * Such output is gathered up to this size (bytes), and for so long (ms): whoever follows the build wakes up for every
 * write, and takes the processor from the program that is being followed.
 */
const gathered = { bytes: 1_048_576, ms: 20 };

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
  const bulk = gatherer((place, bytes) =>
    journal.write({ type: 'log', ...place, bulk: journal.writeOutput(bytes), ...stamp() }),
  );
  return {
    masker,
    emit(body) {
      bulk.flush();
      const masked = masker.active ? maskEvent(body, (text) => masker.mask(text)) : body;
      journal.write({ ...masked, ...stamp() });
    },
    output(place, bytes) {
      if (bytes.length >= bulkFrom || bulk.holds(place)) return bulk.add(place, bytes);
      bulk.flush();
      journal.write({ type: 'log', ...place, lines: linesOf(bytes.toString()), ...stamp() });
    },
  };
}

interface Gatherer {
  /** Output of this place waits. */
  readonly holds: (place: LogPlace) => boolean;
  readonly add: (place: LogPlace, bytes: Buffer) => void;
  readonly flush: () => void;
}

function gatherer(write: (place: LogPlace, bytes: Buffer) => void): Gatherer {
  let room: Buffer | undefined;
  let size = 0;
  let of: LogPlace | undefined;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (of !== undefined && room !== undefined) write(of, room.subarray(0, size));
    of = undefined;
    size = 0;
  };
  return {
    holds: (place) => of === place,
    flush,
    add(place, bytes) {
      if (of !== place || size + bytes.length > gathered.bytes) flush();
      if (bytes.length > gathered.bytes) return write(place, bytes);
      room ??= Buffer.allocUnsafe(gathered.bytes);
      size += bytes.copy(room, size);
      of = place;
      timer ??= setTimeout(flush, gathered.ms);
    },
  };
}
