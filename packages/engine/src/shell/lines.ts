import { StringDecoder } from 'node:string_decoder';

/** A line longer than this is handed on in pieces, so that no output can fill the memory. */
const longestLine = 65_536;

export interface LineSplitter {
  write(chunk: Buffer): void;
  /** Hands on what came after the last line end. */
  end(): void;
}

/** Cuts bytes into lines of text, without `\n` and `\r\n`; hands on all whole lines of a chunk at once. */
export function lineSplitter(onLines: (lines: string[]) => void): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const hand = (lines: string[]): void => {
    if (lines.length > 0) onLines(lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)));
  };
  return {
    write(chunk) {
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      while (rest.length > longestLine) {
        lines.push(rest.slice(0, longestLine));
        rest = rest.slice(longestLine);
      }
      hand(lines);
    },
    end() {
      rest += decoder.end();
      if (rest !== '') hand([rest]);
      rest = '';
    },
  };
}
