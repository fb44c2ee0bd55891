import { StepFailure } from '../errors.ts';
import type { StepCall } from './step.ts';

const encodings: Readonly<Record<string, BufferEncoding>> = {
  'utf-8': 'utf8',
  utf8: 'utf8',
  base64: 'base64',
  'iso-8859-1': 'latin1',
  ascii: 'latin1',
  'us-ascii': 'latin1',
  'utf-16le': 'utf16le',
};

/** What the parameter `encoding` of a step names. Errors: a StepFailure with the names there are. */
export function encodingOf({ name, parameters }: StepCall): BufferEncoding {
  const given = parameters.text('encoding', 'utf-8').toLowerCase();
  const encoding = Object.hasOwn(encodings, given) ? encodings[given] : undefined;
  if (encoding !== undefined) return encoding;
  throw new StepFailure(
    `${name}: there is no encoding ${given}`,
    `Use one of ${Object.keys(encodings).join(', ')}.`,
  );
}
