/** A text with one random edit, and the words for it. */
export interface Mutant {
  readonly text: string;
  readonly edit: string;
}

const inserted = [
  ...'( ) { } [ ] , ; : . / $ \\ @ ? = + - < > ! -> ${ x def if 1 new'.split(' '),
  "'",
  '"',
  "'''",
  '"""',
  '\n',
];

/** The same edit for the same seed: something inserted, left out, doubled or exchanged. */
export function mutate(text: string, seed: number): Mutant {
  const random = generator(seed);
  const pick = (count: number): number => Math.floor(random() * count);
  const tokens = [...text.matchAll(/\w+|\s+|[^\w\s]/g)].map((match) => match[0]);
  const at = pick(tokens.length);
  const token = tokens[at] ?? '';
  const line = tokens.slice(0, at).join('').split('\n').length;
  const kind = pick(5);
  const edited = [...tokens];
  const piece = inserted[pick(inserted.length)] ?? ';';
  if (kind === 0) edited.splice(at, 1);
  else if (kind === 1) edited.splice(at, 0, piece);
  else if (kind === 2) edited.splice(at, 0, token);
  else if (kind === 3) edited.splice(at, 2, tokens[at + 1] ?? '', token);
  else edited.splice(at, 1, piece);
  const edits = [
    'left out',
    `${JSON.stringify(piece)} before`,
    'doubled',
    'exchanged with the next',
    `${JSON.stringify(piece)} for`,
  ];
  return { text: edited.join(''), edit: `line ${line}: ${edits[kind]} ${JSON.stringify(token)}` };
}

/** mulberry32 */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
