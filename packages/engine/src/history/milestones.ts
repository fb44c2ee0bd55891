import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Build } from '../build/build.ts';
import { supersede, superseded } from './supersede.ts';

/**
 * Passes a milestone of the job, as Jenkins' plugin has it: throws the Interruption that ends this build when a newer one
 * was there first. Older builds that were last seen at the milestone that this one leaves are aborted.
 */
export async function passMilestone(build: Build, ordinal: number): Promise<void> {
  const older = inMilestones(build, (database, branch) => {
    const { newest } = database
      .prepare('SELECT max(build) AS newest FROM passed WHERE branch = ? AND ordinal = ?')
      .get(branch, ordinal) as { readonly newest: number | null };
    if (newest !== null && newest > build.number) throw superseded(newest);
    database.prepare('INSERT INTO passed VALUES (?, ?, ?)').run(branch, ordinal, build.number);
    return olderAt(database, branch, build);
  });
  build.state.milestone = ordinal;
  await abortAll(build, older);
}

/** The end of a build leaves its last milestone, too. */
export async function leaveMilestones(build: Build): Promise<void> {
  if (build.state.milestone === undefined) return;
  await abortAll(
    build,
    inMilestones(build, (database, branch) => olderAt(database, branch, build)),
  );
}

/** The older builds that got as far as this one has until now, and no further. */
function olderAt(database: DatabaseSync, branch: string, { state, number }: Build): number[] {
  if (state.milestone === undefined) return [];
  const rows = database
    .prepare(
      `SELECT build FROM passed WHERE branch = ? AND build < ?
       GROUP BY build HAVING max(ordinal) = ?`,
    )
    .all(branch, number, state.milestone) as { readonly build: number }[];
  return rows.map(({ build }) => build);
}

async function abortAll({ jobFolder, number: own }: Build, builds: readonly number[]): Promise<void> {
  for (const number of builds) await supersede(join(jobFolder, String(number)), own);
}

/** Runs work on what is known of the milestones of the job, while no other build does; each branch has its own. */
function inMilestones<T>(
  { jobFolder, source }: Build,
  work: (database: DatabaseSync, branch: string) => T,
): T {
  using database = new DatabaseSync(join(jobFolder, 'milestones'), { timeout: 10_000 });
  database.exec('BEGIN EXCLUSIVE');
  database.exec('CREATE TABLE IF NOT EXISTS passed (branch TEXT, ordinal INTEGER, build INTEGER)');
  const result = work(database, source?.branch ?? '');
  database.exec('COMMIT');
  return result;
}
