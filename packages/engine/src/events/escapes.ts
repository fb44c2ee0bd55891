/* oxlint-disable no-control-regex -- control characters are what this file is about */
/** The characters with which a control sequence of a terminal begins: ESC, and CSI as one character. */
const introducers = /[\u001b\u009b]/;

/**
 * Control sequences of a terminal, such as colours: ECMA-48, and texts for the terminal itself (OSC) up to a length
 * that is no longer one of those.
 */
export const escapeSequence: RegExp =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]{0,4096}(?:\u0007|\u001b\\)|\u001b[ -/]*[0-Z\\^-~]/g;

/** The beginning of a sequence at the end of a text. */
const unfinished = /(?:\u001b(?:\[[0-?]*[ -/]*|\][^\u0007\u001b]{0,4096}\u001b?|[ -/]*)|\u009b[0-?]*[ -/]*)$/;

export function hasEscapes(text: string): boolean {
  return introducers.test(text);
}

/** Where a sequence begins that a text may have cut off; its length when there is none. */
export function openEscape(text: string): number {
  return unfinished.exec(text)?.index ?? text.length;
}

export interface Bare {
  readonly text: string;
  /** Where each of its characters was, and at last the length of the text before. */
  readonly offsets: Uint32Array;
}

export function withoutEscapes(text: string): Bare {
  const offsets = new Uint32Array(text.length + 1);
  let bare = '';
  let from = 0;
  const keep = (end: number): void => {
    for (let offset = from; offset < end; offset += 1) offsets[bare.length + offset - from] = offset;
    bare += text.slice(from, end);
  };
  for (const { index, 0: sequence } of text.matchAll(escapeSequence)) {
    keep(index);
    from = index + sequence.length;
  }
  keep(text.length);
  offsets[bare.length] = text.length;
  return { text: bare, offsets };
}
