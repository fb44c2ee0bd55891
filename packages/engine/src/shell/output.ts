import type { Masker } from '../events/mask.ts';

/** Takes bytes as a program writes them. A chunk is valid until `write` returns. */
export interface ByteSink {
  write(chunk: Buffer): void;
  end(): void;
}

/** A line longer than this is handed on in pieces, so that no output can fill the memory. */
const longestLine = 65_536;

/**
 * Hands on whole lines with their line ends, as many at once as there are; the last one may lack its end. The bytes are
 * valid until `onLines` returns.
 */
export function wholeLines(onLines: (bytes: Buffer) => void): ByteSink {
  // What is held back of a line, and room to put the next chunk behind it: no garbage for each chunk.
  let room = Buffer.alloc(0);
  let size = 0;
  const append = (chunk: Buffer): void => {
    if (size + chunk.length > room.length) {
      const larger = Buffer.allocUnsafe(2 * (size + chunk.length));
      room.copy(larger, 0, 0, size);
      room = larger;
    }
    size += chunk.copy(room, size);
  };
  const hand = (last: Buffer): void => {
    if (size > 0) append(last);
    const bytes = size > 0 ? room.subarray(0, size) : last;
    size = 0;
    if (bytes.length > 0) onLines(bytes);
  };
  const keep = (chunk: Buffer): void => {
    append(chunk);
    while (size >= longestLine) {
      const cut = characterBefore(room, longestLine);
      onLines(room.subarray(0, cut));
      room.copyWithin(0, cut, size);
      size -= cut;
    }
  };
  return {
    write(chunk) {
      const end = chunk.lastIndexOf(10) + 1;
      if (end > 0) hand(chunk.subarray(0, end));
      keep(chunk.subarray(end));
    },
    end: () => hand(Buffer.alloc(0)),
  };
}

/** The nearest place at or before an offset that is not inside of a UTF-8 character. */
function characterBefore(bytes: Buffer, offset: number): number {
  let cut = offset;
  while (cut > offset - 4 && ((bytes[cut] ?? 0) & 0xc0) === 0x80) cut -= 1;
  return cut;
}

/** Turns bytes of another encoding into UTF-8. Throws a RangeError for an encoding that is not known. */
export function decoded(encoding: string, next: ByteSink): ByteSink {
  const decoder = new TextDecoder(encoding);
  return {
    write: (chunk) => next.write(Buffer.from(decoder.decode(chunk, { stream: true }))),
    end() {
      next.write(Buffer.from(decoder.decode()));
      next.end();
    },
  };
}

/** Blots out secrets, also those that come in pieces and those that become known while a program runs. */
export function masked(masker: Masker, next: ByteSink): ByteSink {
  const decoder = new TextDecoder();
  const stream = masker.stream();
  return {
    write(chunk) {
      if (!masker.active) next.write(chunk);
      else next.write(Buffer.from(stream.push(decoder.decode(chunk, { stream: true }))));
    },
    end() {
      if (masker.active) next.write(Buffer.from(stream.push(decoder.decode()) + stream.end()));
      next.end();
    },
  };
}
