import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/**
 * What Docker keeps to make a layer's archive again, byte by byte, from the files that it unpacked: one JSON object a
 * line, headers and padding as they were, files by name. https://github.com/vbatts/tar-split
 */
interface Entry {
  /** 1: a file; 2: bytes of the archive. */
  readonly type: 1 | 2;
  readonly name?: string;
  /** Base64 of a name that is not UTF-8. */
  readonly name_raw?: string;
  readonly size?: number;
  readonly payload: string | null;
}

/** The archive of a layer that Docker unpacked into `folder`, from the description that it keeps of it. */
export async function* assembleLayer(description: string, folder: string): AsyncGenerator<Buffer> {
  const source = createReadStream(description);
  const plain = source.pipe(createGunzip());
  source.on('error', (error) => plain.destroy(error));
  for await (const line of createInterface({ input: plain, crlfDelay: Infinity })) {
    const entry = JSON.parse(line) as Entry;
    if (entry.type === 2) yield Buffer.from(entry.payload ?? '', 'base64');
    else if ((entry.size ?? 0) > 0) yield* createReadStream(pathIn(folder, entry)) as AsyncIterable<Buffer>;
  }
}

function pathIn(folder: string, { name = '', name_raw: raw }: Entry): string {
  return join(folder, raw === undefined ? name : Buffer.from(raw, 'base64').toString('latin1'));
}
