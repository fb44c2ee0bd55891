import type { Span } from '@pipeline-lab/groovy/syntax';
import type { Pipeline, Stage } from './model.ts';

/** All stages as written, outer ones first; a matrix counts as its own stage and those in it, not as its cells. */
export function allStages({ stages }: Pick<Pipeline, 'stages'>): Stage[] {
  return stages.flatMap((stage) => [stage, ...allStages({ stages: writtenStages(stage) })]);
}

/** The stages as written directly inside of one. */
export function writtenStages({ body }: Stage): readonly Stage[] {
  if (body.kind === 'parallel') return body.branches;
  if (body.kind === 'sequential') return body.stages;
  return body.kind === 'matrix' ? body.matrix.stages : [];
}

/** Those of all stages that a place is in, the outermost first. */
export function stagesAround(stages: readonly Stage[], { start, end }: Span): Stage[] {
  return stages.filter((stage) => stage.start < start && end < stage.end);
}
