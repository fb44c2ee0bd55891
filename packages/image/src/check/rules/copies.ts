import type { Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';
import { ancestry } from '../dockerfile/model.ts';
import type { DockerfileRule, PlacedRemark } from '../rule.ts';
import { sourcesOf } from './instructions.ts';

/** Rules for where COPY and ADD take from, and where to. */
export const copyRules: readonly DockerfileRule[] = [
  {
    id: 'add-download',
    severity: 'warning',
    summary: 'ADD of a download that nothing is compared with.',
    why: 'Whatever the server answers at the time of the build goes into the image.',
    hint: 'Give its sum: `ADD --checksum=sha256:… https://…`.',
    cis: '4.9',
    bad: 'ADD https://example.com/tool /usr/local/bin/',
    good: `ADD --checksum=sha256:${'0123456789abcdef'.repeat(4)} https://example.com/tool /usr/local/bin/`,
    *check({ file }): Iterable<PlacedRemark> {
      for (const one of file.instructions)
        if (one.keyword === 'ADD' && !one.flags.has('checksum') && sourcesOf(one).some(isDownload))
          yield { at: one, message: 'nothing says that this download is the one that was meant' };
    },
  },
  {
    id: 'DL3021',
    severity: 'error',
    summary: 'COPY or ADD of several files to what is no folder.',
    why: 'The builder refuses it: the place has to end with /.',
    hint: 'End the place with /.',
    bad: 'COPY a.js b.js /app',
    good: 'COPY a.js b.js /app/',
    *check({ file }): Iterable<PlacedRemark> {
      for (const one of file.instructions) {
        const place = placeOf(one);
        if (
          place !== undefined &&
          sourcesOf(one).length > 1 &&
          !one.hasHeredoc &&
          !/[/\\]["']?$|^["']?\.{1,2}["']?$|\$/.test(place)
        )
          yield { at: one, message: `several files go to ${place}, which does not end with /` };
      }
    },
  },
  {
    id: 'DL3022',
    severity: 'warning',
    summary: '`COPY --from` of what is no stage before.',
    why: 'A name that no stage has is taken for an image and pulled: a slip of the pen becomes somebody’s image.',
    hint: 'Name a stage above, or an image with its tag or digest.',
    bad: 'FROM debian:12.11-slim AS build\nFROM debian:12.11-slim\nCOPY --from=biuld /a /a',
    good: 'FROM debian:12.11-slim AS build\nFROM debian:12.11-slim\nCOPY --from=build /a /a',
    *check({ file }): Iterable<PlacedRemark> {
      for (const { one, from, before, stage } of copiesFrom(file)) {
        const isStage =
          before.some(({ name }) => name === from) || (/^\d+$/.test(from) && Number(from) < before.length);
        // With a tag or a registry it is an image on purpose; what is filled in is not known.
        if (!isStage && from !== stage.name && from !== String(before.length) && !/[:/@$]/.test(from))
          yield { at: one, message: `there is no stage ${from} above` };
      }
    },
  },
  {
    id: 'DL3023',
    severity: 'error',
    summary: '`COPY --from` of the stage that it is in.',
    why: 'A stage cannot copy from itself before it is made.',
    hint: 'Name another stage, or use `RUN cp`.',
    bad: 'FROM debian:12.11-slim AS build\nCOPY --from=build /a /b',
    good: 'FROM debian:12.11-slim AS build\nRUN cp /a /b',
    *check({ file }): Iterable<PlacedRemark> {
      for (const { one, from, stage, before } of copiesFrom(file))
        if (from === stage.name || from === String(before.length))
          yield { at: one, message: `${from} is the stage that this is in` };
    },
  },
  {
    id: 'DL3045',
    severity: 'warning',
    summary: 'COPY to a relative place without any WORKDIR.',
    why: 'It goes to the WORKDIR of the base, which may change.',
    hint: 'Set WORKDIR before, or write the whole path.',
    bad: 'COPY main.js app/',
    good: 'WORKDIR /app\nCOPY main.js app/',
    *check({ file }): Iterable<PlacedRemark> {
      for (const stage of file.stages)
        for (const one of stage.instructions) {
          const place = one.keyword === 'COPY' ? placeOf(one) : undefined;
          if (place !== undefined && !/^["']?(?:[/\\$]|[A-Za-z]:)/.test(place) && !hasWorkdir(stage, one))
            yield { at: one, message: `${place} depends on the WORKDIR of the base` };
        }
    },
  },
];

function isDownload(path: string): boolean {
  return /^["']?https?:\/\/(?!\S+\.git(?:[#"']|$))/i.test(path);
}

/** Where COPY or ADD copies to. */
export function placeOf({ keyword, exec, words }: Instruction): string | undefined {
  if (keyword !== 'COPY' && keyword !== 'ADD') return undefined;
  const all = exec ?? words.map(({ text }) => text);
  return all.length < 2 ? undefined : all.at(-1);
}

interface CopyFrom {
  readonly one: Instruction;
  readonly from: string;
  readonly stage: Stage;
  readonly before: readonly Stage[];
}

function* copiesFrom({ stages }: Dockerfile): Iterable<CopyFrom> {
  for (const [at, stage] of stages.entries())
    for (const one of stage.instructions) {
      const from = one.keyword === 'COPY' ? one.flags.get('from') : undefined;
      if (from !== undefined && from !== '')
        yield { one, from: from.toLowerCase(), stage, before: stages.slice(0, at) };
    }
}

function hasWorkdir(stage: Stage, one: Instruction): boolean {
  return ancestry(stage).some(({ instructions }) =>
    instructions.some(({ keyword, start }) => keyword === 'WORKDIR' && start < one.start),
  );
}
