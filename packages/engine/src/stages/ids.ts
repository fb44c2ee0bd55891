import type { Site } from '../build/build.ts';

/** The id of a stage that a script opens at a site. */
export function idInside({ stage }: Site, name: string): string {
  return stage === undefined ? name : `${stage.id} / ${name}`;
}
