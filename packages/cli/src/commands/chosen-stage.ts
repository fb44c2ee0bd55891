import type { BuildEvent, StageOutline } from '@pipeline-lab/engine/builds';

/** Picks one stage of a build, by its name or its id, and what is inside of it. */
export interface ChosenStage {
  /** Whether an event belongs to it. Wants every event of the build, in order. */
  has(event: BuildEvent): boolean;
  /** Whether it was opened so far. */
  readonly found: boolean;
  /** The ids of the stages that were opened so far. */
  readonly opened: readonly string[];
}

/** A name may look like the id of another stage: that one is meant then. */
export function chosenStage(wanted: string): ChosenStage {
  const ids = new Set<string>();
  const stages = new Map<string, { readonly name: string; readonly parent: string | undefined }>();
  const isChosen = (id: string | undefined): boolean => {
    const stage = id === undefined ? undefined : stages.get(id);
    if (stage === undefined) return false;
    const named = stage.name === wanted && !(wanted.includes(' / ') && ids.has(wanted));
    return id === wanted || named || isChosen(stage.parent);
  };
  return {
    has(event) {
      if (event.type === 'build.started') for (const id of event.stages.flatMap(idsOf)) ids.add(id);
      if (event.type === 'stage.started') {
        ids.add(event.stage);
        stages.set(event.stage, { name: event.name, parent: event.parent });
      }
      return 'stage' in event && isChosen(event.stage);
    },
    get found() {
      return [...stages.keys()].some(isChosen);
    },
    get opened() {
      return [...stages.keys()];
    },
  };
}

function idsOf({ id, stages }: StageOutline): string[] {
  return [id, ...stages.flatMap(idsOf)];
}
