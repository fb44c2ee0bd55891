import type { AppConfig } from '../config/schema.ts';
import { engineCall, type Member, observe } from '../host/state.ts';
import { forgetAttestations } from '../provenance/keep.ts';
import { imageName } from '../release.ts';
import type { Connection } from '../ssh/connection.ts';
import { ignore } from './container.ts';
import { removeImage, removeRelease } from './remove-release.ts';

/** What was removed from a host: releases that a roll-back could have gone to, and names of images of no release. */
export interface Tidied {
  readonly releases: readonly string[];
  readonly images: readonly string[];
}

/**
 * Removes what a host keeps of the application beyond its limits: images that no release has, such as those of a
 * deployment that was cut off, and the oldest releases while all images together take more than `keep.bytes`. The
 * release that serves and those of `spared` stay. Only under the application's lock.
 */
export async function tidy(
  connection: Connection,
  { app, keep }: Pick<AppConfig, 'app' | 'keep'>,
  spared: readonly string[] = [],
): Promise<Tidied> {
  const { releases, serving } = await observe(connection, app);
  const images = await removeImages(connection, app, new Set(releases.map(({ id }) => id)));
  const oldestFirst = releases
    .filter(({ id, replicas }) => id !== serving && !spared.includes(id) && !replicas.some(isRunning))
    .toSorted((a, b) => a.created - b.created);
  const kept = releases.map(({ id }) => id);
  const removed: string[] = [];
  while (keep.bytes !== undefined && (await bytesOf(connection, app, kept)) > keep.bytes) {
    const oldest = oldestFirst.shift();
    if (oldest === undefined) break;
    await removeRelease(connection, oldest.id);
    kept.splice(kept.indexOf(oldest.id), 1);
    removed.push(oldest.id);
  }
  await forgetAttestations(connection, app, new Set(kept));
  return { releases: removed, images };
}

/** Removes names of ours whose release is not there, and those that pulls were made by. */
export async function removeImages(
  connection: Connection,
  app: string,
  releases: ReadonlySet<string>,
): Promise<string[]> {
  const pulled = new RegExp(String.raw`^127\.0\.0\.1:\d+/[0-9a-f]{32}/${app}[@:]`);
  const named = new RegExp(`^(?:docker[.]io/|localhost/)?${imageName(app, '([0-9a-f]{12})')}$`);
  const removed: string[] = [];
  await engineCall(connection, async () => {
    const images = await connection.docker.listImages();
    const names = images.flatMap(({ RepoTags, RepoDigests }) => (RepoTags ?? []).concat(RepoDigests ?? []));
    for (const name of new Set(names)) {
      const release = named.exec(name)?.[1];
      if (!pulled.test(name) && (release === undefined || releases.has(release))) continue;
      if (await removeImage(connection, name)) removed.push(name);
    }
  });
  return removed;
}

function isRunning({ running }: Member): boolean {
  return running;
}

/** What the images of releases take together on a host, as far as it has them; layers that they share count once. */
export async function bytesOf(
  connection: Connection,
  app: string,
  releases: readonly string[],
): Promise<number> {
  const layers = new Map<string, number>();
  await engineCall(connection, async () => {
    for (const release of releases) {
      const history = (await connection.docker
        .getImage(imageName(app, release))
        .history()
        .catch(ignore(404))) as HistoryEntry[] | undefined;
      for (const { Created, CreatedBy, Size } of history ?? [])
        layers.set(`${Created} ${CreatedBy} ${Size}`, Size);
    }
  });
  return [...layers.values()].reduce((sum, size) => sum + size, 0);
}

interface HistoryEntry {
  readonly Created: number;
  readonly CreatedBy: string;
  readonly Size: number;
}
