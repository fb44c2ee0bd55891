import { appendFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { buildKilled } from '../errors.ts';
import type { BuildEvent } from '../events/event.ts';
import type { RunningBuild } from '../events/follow.ts';
import { journalFile, parseEntry, tail } from '../events/journal.ts';
import { isAlive, signalProcess } from '../history/process.ts';

/** Time (ms) that a build has to end by itself when it is ended. */
const patience = 10_000;

/**
 * Ends a build for good that was asked to: when its process does not end by itself in time, it is killed, what its
 * steps run with it, and its journal gets its last line.
 */
export async function endBuild(build: RunningBuild, patienceMs: number = patience): Promise<void> {
  const until = Date.now() + patienceMs;
  // The end of a process that is not our child is no event.
  while (isAlive(build) && Date.now() < until) await pause(100);
  if (!isAlive(build)) return;
  signalProcess(build, 'SIGKILL');
  while (isAlive(build)) await pause(20);
  await closeJournal(build);
}

/** So much (bytes) of a journal is looked through for its last whole line. */
const lookedAt = 1_048_576;

async function closeJournal({ folder }: RunningBuild): Promise<void> {
  const file = journalFile(folder);
  const text = await tail(file, lookedAt);
  const lines = text.split('\n');
  const last = lines.map((line) => (line === '' ? undefined : parseEntry(line))).findLast((entry) => entry);
  if (last?.type === 'build.finished') return;
  const { code, message, hint } = buildKilled();
  const at = new Date();
  const end: BuildEvent = {
    type: 'build.finished',
    result: 'ABORTED',
    ms: at.getTime() - Date.parse(last?.at ?? at.toISOString()),
    error: { code, message, hint },
    seq: (last?.seq ?? 0) + 1,
    at: at.toISOString(),
  };
  // A line that was cut stays alone on its own.
  await appendFile(file, `${text === '' || text.endsWith('\n') ? '' : '\n'}${JSON.stringify(end)}\n`);
}
