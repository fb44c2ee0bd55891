import { lastOf } from '../dockerfile/model.ts';
import type { DockerfileRule, PlacedRemark } from '../rule.ts';

/** Rules for what a stage has once, and for the names of stages. */
export const stageRules: readonly DockerfileRule[] = [
  {
    id: 'DL3057',
    severity: 'warning',
    summary: 'No HEALTHCHECK.',
    why: 'Without one the engine knows only that the process exists, not that it answers.',
    hint: 'Add `HEALTHCHECK CMD ["…"]` with a program that the image has.',
    cis: '4.6',
    bad: 'CMD ["node", "main.js"]',
    good: 'HEALTHCHECK CMD ["node", "health.js"]\nCMD ["node", "main.js"]',
    *check({ final }): Iterable<PlacedRemark> {
      if (final !== undefined && lastOf(final, 'HEALTHCHECK') === undefined)
        yield { at: final.from, message: 'the image has no HEALTHCHECK' };
    },
  },
  repeated('DL4003', 'warning', 'CMD'),
  repeated('DL4004', 'error', 'ENTRYPOINT'),
  repeated('DL3012', 'error', 'HEALTHCHECK'),
  {
    id: 'DL3024',
    severity: 'error',
    summary: 'Two stages of one name.',
    why: '`COPY --from` takes the last one, whatever was meant.',
    hint: 'Give each stage a name of its own.',
    bad: 'FROM debian:12.11-slim AS build\nFROM debian:12.11-slim AS build',
    good: 'FROM debian:12.11-slim AS build\nFROM debian:12.11-slim AS test',
    *check({ file: { stages } }): Iterable<PlacedRemark> {
      for (const [at, { name, from }] of stages.entries())
        if (name !== undefined && stages.slice(0, at).some((one) => one.name === name))
          yield { at: from, message: `there is a stage ${name} already` };
    },
  },
];

/** An instruction of which the last one counts. */
function repeated(id: string, severity: 'warning' | 'error', keyword: string): DockerfileRule {
  const one = `${keyword} ["node", "a.js"]`.replace('HEALTHCHECK', 'HEALTHCHECK CMD');
  return {
    id,
    severity,
    summary: `More than one ${keyword} in a stage.`,
    why: 'Only the last one counts.',
    hint: 'Remove the others.',
    bad: `${one}\n${one}`,
    good: one,
    *check({ file }): Iterable<PlacedRemark> {
      for (const { instructions } of file.stages)
        for (const each of instructions.filter((each) => each.keyword === keyword).slice(0, -1))
          yield { at: each, message: `a later ${keyword} takes the place of this one` };
    },
  };
}
