import type { BuildEvent, StageOutline } from '@pipeline-lab/engine/builds';
import type { StageView } from '../view.ts';

/** As it changes while a build is folded. */
export type Stage = { -readonly [Key in keyof StageView]: StageView[Key] };

type Event<Type extends BuildEvent['type']> = Extract<BuildEvent, { readonly type: Type }>;

/** The stages that a Jenkinsfile tells before the first one starts, each before what it holds. */
export function outlined(stages: readonly StageOutline[], depth: number): Stage[] {
  return stages.flatMap(({ id, name, stages: inner }) => [
    { id, name, depth, state: 'waiting' },
    ...outlined(inner, depth + 1),
  ]);
}

/** Marks a stage as running; one that was not outlined is added at its place. */
export function startStage(stages: Stage[], { stage: id, name, parent, at }: Event<'stage.started'>): void {
  const known = stages.find((stage) => stage.id === id);
  if (known !== undefined) {
    known.state = 'running';
    known.startedAt = Date.parse(at);
    return;
  }
  const around = stages.findIndex((stage) => stage.id === parent);
  const depth = around < 0 ? 0 : (stages[around]?.depth ?? 0) + 1;
  stages.splice(placeFor(stages, around, depth), 0, {
    id,
    name,
    depth,
    state: 'running',
    startedAt: Date.parse(at),
  });
}

/** Marks a stage as finished; one that nobody knows is left out. */
export function finishStage(
  stages: readonly Stage[],
  { stage: id, result, ms, skipped }: Event<'stage.finished'>,
): void {
  const stage = stages.find((each) => each.id === id);
  if (stage === undefined) return;
  stage.state = 'finished';
  stage.result = result;
  stage.ms = ms;
  if (skipped !== undefined) stage.skipped = skipped;
}

/** One that only a script or Jenkins itself knows comes after what its parent holds, or before what still waits. */
function placeFor(stages: readonly Stage[], around: number, depth: number): number {
  const next = stages.findIndex((stage, index) =>
    around < 0 ? depth === stage.depth && stage.state === 'waiting' : index > around && stage.depth < depth,
  );
  return next < 0 ? stages.length : next;
}
