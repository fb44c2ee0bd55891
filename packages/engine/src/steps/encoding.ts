import { StepFailure } from '../errors.ts';

const encodings: Readonly<Record<string, BufferEncoding>> = {
  'utf-8': 'utf8',
  utf8: 'utf8',
  base64: 'base64',
  'iso-8859-1': 'latin1',
  ascii: 'latin1',
  'us-ascii': 'latin1',
  'utf-16le': 'utf16le',
};

/** What Java calls an encoding; UTF-8 when nothing is said. Errors: a StepFailure with the names there are. */
export function encodingNamed(name = 'utf-8'): BufferEncoding {
  const given = name.toLowerCase();
  const encoding = Object.hasOwn(encodings, given) ? encodings[given] : undefined;
  if (encoding !== undefined) return encoding;
  throw new StepFailure(`there is no encoding ${name}`, `Use one of ${Object.keys(encodings).join(', ')}.`);
}
