import type { Site } from '../build/build.ts';

/** A site in another workspace, with further variables. */
export function inWorkspace(site: Site, workspace: string, more: Readonly<Record<string, string>>): Site {
  const env = { ...site.env, ...more, WORKSPACE: workspace, WORKSPACE_TMP: `${workspace}@tmp` };
  return { ...site, cwd: workspace, env };
}
