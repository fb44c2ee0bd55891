import sax from 'sax';
import { badReport } from '../errors.ts';

/** An element with what is inside of it; names are without their namespace prefix. */
export interface XmlElement extends XmlTag {
  readonly children: readonly XmlElement[];
  /** The text directly inside, cut off where it gets longer than any report needs. */
  readonly text: string;
}

export interface XmlTag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The bytes of a file, such as a read stream gives them. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface XmlReport {
  /** What it is a report of, for messages: `JUnit`. */
  readonly kind: string;
  /** The file, for messages. */
  readonly file: string;
  /** Elements that are handed on whole; of everything else only the tags around them are known. */
  readonly records: ReadonlySet<string>;
}

/** So much (characters) of an element's text is kept. */
const longestText = 65_536;
/** The parser holds back an attribute up to this size (characters), and hands on text that is longer in pieces. */
const longestToken = 1024 * 1024;

// The declarations of the library do not have it.
(sax as { MAX_BUFFER_LENGTH?: number }).MAX_BUFFER_LENGTH = longestToken;

/**
 * Reads an XML document as it comes: no more than one record is in memory, however long the file is. `onRecord` gets
 * each record with the tags around it, outermost first; records inside of records are their children. Gives the root.
 * Rejects with a StepFailure that names the place when this is not well-formed XML.
 */
export async function readXml(
  chunks: Chunks,
  { kind, file, records }: XmlReport,
  onRecord: (element: XmlElement, around: readonly XmlTag[]) => void,
): Promise<XmlTag> {
  const parser = sax.parser(true, {});
  const { around, root } = follow(parser, records, onRecord);
  Object.assign(parser, {
    onerror({ message }: Error) {
      throw badReport(kind, `${file}:${parser.line + 1}:${parser.column}`, message.split('\n')[0] ?? '');
    },
  });
  let decoder: Decoder | undefined;
  for await (const chunk of chunks) {
    decoder ??= decoderOf(chunk);
    parser.write(decoder.decode(chunk, { stream: true }));
  }
  parser.write(decoder?.decode() ?? '').close();
  const found = root();
  if (found === undefined || around.length > 0) throw badReport(kind, file, 'it is empty');
  return found;
}

type Decoder = InstanceType<typeof TextDecoder>;

interface Open extends XmlTag {
  readonly children: XmlElement[];
  text: string;
}

function follow(
  parser: sax.SAXParser,
  records: ReadonlySet<string>,
  onRecord: (element: XmlElement, around: readonly XmlTag[]) => void,
): { readonly around: readonly XmlTag[]; readonly root: () => XmlTag | undefined } {
  const around: XmlTag[] = [];
  const open: Open[] = [];
  let root: XmlTag | undefined;
  const text = (piece: string): void => {
    const top = open.at(-1);
    if (top !== undefined && top.text.length < longestText)
      top.text += piece.slice(0, longestText - top.text.length);
  };
  Object.assign(parser, {
    onopentag({ name, attributes }: sax.Tag) {
      const tag = { name: local(name), attributes };
      root ??= tag;
      if (open.length > 0 || records.has(tag.name)) open.push({ ...tag, children: [], text: '' });
      else around.push(tag);
    },
    ontext: text,
    oncdata: text,
    onclosetag() {
      const closed = open.pop();
      if (closed === undefined) around.pop();
      else if (open.length === 0) onRecord(closed, around);
      else open.at(-1)?.children.push(closed);
    },
  });
  return { around, root: () => root };
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** By the byte order mark or the XML declaration; UTF-8 without either, and for encodings that nobody knows. */
function decoderOf(chunk: Uint8Array): Decoder {
  const [first, second] = chunk;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le');
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be');
  const start = Buffer.from(chunk.subarray(0, 200)).toString('latin1');
  const named = /^\s*(?:\xef\xbb\xbf)?<\?xml[^>]*\sencoding=["']([\w.:-]+)["']/.exec(start)?.[1];
  try {
    return new TextDecoder(named);
  } catch {
    return new TextDecoder();
  }
}

/** The first child with a name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((each) => each.name === name);
}

/** The text of the first child with a name, without space around it. */
export function childText(element: XmlElement | undefined, name: string): string {
  return child(element, name)?.text.trim() ?? '';
}
