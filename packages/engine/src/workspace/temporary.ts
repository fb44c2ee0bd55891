import type { Site } from '../build/build.ts';

/** Jenkins' folder beside a workspace for what is no part of it; containers have it at the same place. */
export function temporaryFolder({ node, cwd }: Site): string {
  return `${node?.workspace ?? cwd}@tmp`;
}
