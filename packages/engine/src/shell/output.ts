import type { Masker } from '../events/mask.ts';

/** Takes bytes as a program writes them. A chunk is valid until `write` returns. */
export interface ByteSink {
  write(chunk: Buffer): void;
  end(): void;
}

/** A line longer than this is handed on in pieces, so that no output can fill the memory. */
const longestLine = 65_536;

/** Hands on whole lines with their line ends, as many at once as there are; the last one may lack its end. */
export function wholeLines(onLines: (bytes: Buffer) => void): ByteSink {
  let rest: Buffer[] = [];
  let size = 0;
  const hand = (last: Buffer): void => {
    const bytes = Buffer.concat([...rest, last]);
    rest = [];
    size = 0;
    if (bytes.length > 0) onLines(bytes);
  };
  const keep = (chunk: Buffer): void => {
    if (chunk.length === 0) return;
    rest.push(Buffer.from(chunk));
    size += chunk.length;
    if (size < longestLine) return;
    const bytes = Buffer.concat(rest);
    const cut = characterBefore(bytes, longestLine);
    rest = [bytes.subarray(0, cut)];
    hand(Buffer.alloc(0));
    keep(bytes.subarray(cut));
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
