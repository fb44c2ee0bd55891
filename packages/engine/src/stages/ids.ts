import type { Site } from '../build/build.ts';

/** The id of a stage that a script opens at a site: one of its own each time, as a loop opens several of one name. */
export function idInside({ stage, build: { state } }: Site, name: string): string {
  const id = stage === undefined ? name : `${stage.id} / ${name}`;
  const times = (state.openedStages.get(id) ?? 0) + 1;
  state.openedStages.set(id, times);
  return times === 1 ? id : `${id} (${times})`;
}
