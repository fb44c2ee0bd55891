import type { Span } from '@pipeline-lab/groovy/syntax';
import type { Pipeline, Stage, StageSettings } from './model.ts';

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

/** What has settings of its own: a stage, or the matrix in it, whose settings are those of its cells. */
export type Holder = StageSettings & Span;

/** The stages and matrices of a pipeline, each before what is in it. */
export function settingsHolders(stages: readonly Stage[]): Holder[] {
  return stages.flatMap((stage) => [
    stage,
    ...(stage.body.kind === 'matrix' ? [stage.body.matrix] : []),
    ...settingsHolders(writtenStages(stage)),
  ]);
}

/** Those of all stages that a place is in, the outermost first. */
export function stagesAround<T extends Span>(stages: readonly T[], { start, end }: Span): T[] {
  return stages.filter((stage) => stage.start < start && end < stage.end);
}
