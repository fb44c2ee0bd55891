import { z } from 'zod';

/** The commit that an image was built from, by the annotations of the OCI image specification. */
export interface Commit {
  readonly revision: string;
  /** RFC 3339. */
  readonly at: string;
  /** Address of the repository, where it has a public one. */
  readonly source?: string;
}

const revision = 'org.opencontainers.image.revision';
const created = 'org.opencontainers.image.created';
const repository = 'org.opencontainers.image.source';

/**
 * The labels that say so. The time is the commit's: that of the build would make each build of one commit another image.
 */
export function commitLabels(commit: Commit): Record<string, string> {
  const { source } = commit;
  return {
    [revision]: commit.revision,
    [created]: commit.at,
    ...(source !== undefined && { [repository]: source }),
  };
}

const config = z.object({
  config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
});

/** The commit that an image's configuration tells of; undefined when it has no such labels. */
export function commitOf(configBytes: Buffer): Commit | undefined {
  const labels = config.parse(JSON.parse(configBytes.toString())).config?.Labels ?? {};
  const { [revision]: hash, [created]: at } = labels;
  if (hash === undefined || at === undefined || Number.isNaN(Date.parse(at))) return undefined;
  return { revision: hash, at };
}
