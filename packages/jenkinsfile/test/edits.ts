import { readFileSync } from 'node:fs';
import fc from 'fast-check';

/** A real, long Jenkinsfile. */
export const original: string = readFileSync(
  new URL('fixtures/original.Jenkinsfile', import.meta.url),
  'utf8',
);

const fragments = [
  ...'{ } ( ) [ ] \' " """ ${ $ / \\ \n , : ; -> . @ stage parallel matrix when pipeline'.split(' '),
  'def ',
  '\u0000',
  '😀',
  '// plab-ignore',
];

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat(40),
  insert: fc.oneof(fc.constantFrom(...fragments), fc.string({ maxLength: 5 })),
});

/** Valid sources after some random edits. */
export function edited(sources: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...sources), fc.array(edit, { minLength: 1, maxLength: 6 }))
    .map(([source, edits]) => {
      let text = source;
      for (const { at, remove, insert } of edits) {
        const offset = Math.floor(at * text.length);
        text = text.slice(0, offset) + insert + text.slice(offset + remove);
      }
      return text;
    });
}

/** The same texts in each run, and a bound for their time: what takes longer fails. */
export const bound = {
  numRuns: 400,
  seed: 1,
  interruptAfterTimeLimit: 20_000,
  markInterruptAsFailure: true,
} as const;

const word = /'[^'\n]*'|\w+/g;

/** Valid sources with some words and strings exchanged for others of them: many stay valid, and mean something else. */
export function reworded(sources: readonly string[]): fc.Arbitrary<string> {
  const words = [...new Set(sources.flatMap((source) => source.match(word) ?? []))];
  const exchange = fc.tuple(fc.nat(), fc.constantFrom(...words));
  return fc
    .tuple(fc.constantFrom(...sources), fc.array(exchange, { minLength: 1, maxLength: 3 }))
    .map(([source, exchanges]) => {
      const count = source.match(word)?.length ?? 1;
      const byPlace = new Map(exchanges.map(([place, other]) => [place % count, other]));
      let place = 0;
      return source.replaceAll(word, (old) => byPlace.get(place++) ?? old);
    });
}
