import type { Dockerfile, Instruction, Span } from '../dockerfile/model.ts';
import type { DockerfileRule, PlacedRemark } from '../rule.ts';

const known = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
);

/** Rules for what a builder refuses, or reads as something else than was meant. */
export const syntaxRules: readonly DockerfileRule[] = [
  {
    id: 'DL1000',
    severity: 'error',
    summary: 'What is no instruction of a Dockerfile.',
    why: 'The builder refuses the file, and what the other rules say of it may miss something.',
    hint: 'Write one of the instructions with its arguments: docs.docker.com/reference/dockerfile lists them.',
    bad: 'RNU make',
    good: 'RUN make',
    *check({ file }): Iterable<PlacedRemark> {
      for (const one of file.instructions) {
        const message = wrongWith(one);
        if (message !== undefined) yield { at: one, message };
      }
    },
  },
  {
    id: 'DL3061',
    severity: 'error',
    summary: 'A Dockerfile that does not begin with FROM.',
    why: 'An instruction needs an image that it adds to; only ARG may stand before the first FROM.',
    hint: 'Begin with `FROM image:tag`.',
    bad: 'LABEL a=b\nFROM debian:12.11-slim',
    good: 'FROM debian:12.11-slim\nLABEL a=b',
    *check({ file }): Iterable<PlacedRemark> {
      const early = file.instructions.find(({ keyword }) => keyword !== 'ARG');
      if (early !== undefined && early.keyword !== 'FROM')
        yield { at: early, message: `${early.keyword} stands before the first FROM` };
      else if (early === undefined) yield { at: file.instructions[0] ?? start, message: 'there is no FROM' };
    },
  },
  {
    id: 'DL3043',
    severity: 'error',
    summary: 'FROM, ONBUILD or MAINTAINER as what ONBUILD triggers.',
    why: 'The builder refuses it.',
    hint: 'Leave it out, or write the instruction in the Dockerfile that starts from this image.',
    bad: 'ONBUILD MAINTAINER me@example.com',
    good: 'ONBUILD COPY package.json /app/',
    *check({ file }): Iterable<PlacedRemark> {
      for (const [at, one] of file.instructions.entries()) {
        const next = file.instructions[at + 1];
        const isTriggered = one.keyword === 'ONBUILD' && next !== undefined && next.start < one.end;
        if (isTriggered && /^(?:FROM|ONBUILD|MAINTAINER)$/.test(next.keyword))
          yield { at: one, message: `ONBUILD may not trigger ${next.keyword}` };
      }
    },
  },
  {
    id: 'DL3044',
    severity: 'error',
    summary: 'A variable that is used in the ENV that sets it.',
    why: 'All of an ENV is filled in at once, with the values of before: the new one is not there yet.',
    hint: 'Set it in an ENV of its own, before this one.',
    bad: 'ENV HOME_OF_APP=/app BIN=$HOME_OF_APP/bin',
    good: 'ENV HOME_OF_APP=/app\nENV BIN=$HOME_OF_APP/bin',
    *check({ file }): Iterable<PlacedRemark> {
      const earlier = new Set(['PATH']);
      const refersTo = referencesIn(file);
      for (const { keyword, properties } of file.instructions) {
        if (keyword !== 'ENV' && keyword !== 'ARG') continue;
        const uses = properties.map(
          (property) => [property, keyword === 'ENV' ? refersTo(property) : []] as const,
        );
        // One that is made from itself has a value in the base.
        for (const [{ name }, names] of uses) if (names.includes(name)) earlier.add(name);
        const fresh = new Set(properties.map(({ name }) => name).filter((name) => !earlier.has(name)));
        for (const [property, names] of uses) {
          const other = names.find((name) => fresh.has(name));
          if (other !== undefined)
            yield { at: property, message: `${other} has no value yet where ${property.name} uses it` };
        }
        for (const name of fresh) earlier.add(name);
      }
    },
  },
  {
    id: 'DL3011',
    severity: 'error',
    summary: 'EXPOSE of what is no port.',
    why: 'Ports are numbers from 0 to 65535; the builder refuses others.',
    hint: 'Write the port that the program listens on.',
    bad: 'EXPOSE 80000',
    good: 'EXPOSE 8000',
    *check({ file }): Iterable<PlacedRemark> {
      for (const { keyword, words } of file.instructions)
        for (const word of keyword === 'EXPOSE' ? words : [])
          if (!isPort(word.text)) yield { at: word, message: `${word.text} is no port` };
    },
  },
];

const start = { start: 0, end: 0 };

/** A port or a range of them, with a protocol or without; of what is filled in nothing is known. */
function isPort(word: string): boolean {
  const text = word.replaceAll(/["']/g, '');
  if (text.includes('$')) return true;
  const [, ...ports] = /^(?:[\d.]*:)?(\d+)(?:-(\d+))?(?::[\d-]+)?(?:\/(?:tcp|udp|sctp))?$/i.exec(text) ?? [];
  return ports.length > 0 && !ports.some((port) => Number(port) > 65_535);
}

function wrongWith({ keyword, words, body, exec }: Instruction): string | undefined {
  if (!known.has(keyword)) return `${keyword} is no instruction`;
  if (body.start === body.end && words.length === 0) return `${keyword} says nothing`;
  if (/^(?:COPY|ADD)$/.test(keyword) && (exec ?? words).length < 2)
    return `${keyword} needs a place to copy to`;
  if (keyword === 'SHELL' && exec === undefined) return 'SHELL needs a JSON array';
  return undefined;
}

/** The variables that a value is filled in with: single quotes and escapes keep a `$` as it is. */
function referencesIn({ source, escape }: Dockerfile): (property: Span) => string[] {
  const mark = escape === '`' ? '`' : String.raw`\\`;
  const escaped = `${mark}[^]`;
  const kept = new RegExp(`${escaped}|"(?:${escaped}|[^"${mark}])*"|'[^']*'`, 'g');
  const isEscaped = new RegExp(escaped, 'g');
  return ({ start, end }) => {
    const text = source
      .slice(start, end)
      .replaceAll(kept, (part) => (part.startsWith('"') ? part.replaceAll(isEscaped, '') : ''));
    return Array.from(text.matchAll(/\$\{?(\w+)/g), ([, name = '']) => name);
  };
}
