import { stagePath } from '@pipeline-lab/jenkinsfile';
import type { Site } from '../build/build.ts';

/** The id of a stage that a script opens at a site: one of its own each time, as a loop opens several of one name. */
export function idInside({ stage, build: { state } }: Site, name: string): string {
  const { openedStages: opened } = state;
  const path = stagePath(stage?.id, name);
  let times = (opened.get(path) ?? 0) + 1;
  const id = (): string => (times === 1 ? path : `${path} (${times})`);
  // A stage may have such a name by itself.
  while (opened.has(id())) times += 1;
  opened.set(path, times);
  if (times > 1) opened.set(id(), 1);
  return id();
}
