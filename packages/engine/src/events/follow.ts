import { open, statfs, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { buildDied, diskFull } from '../errors.ts';
import { isAlive, type ProcessId } from '../history/process.ts';
import type { BuildEvent } from './event.ts';
import { type Changes, changesIn } from './folder-changes.ts';
import { journalFile, journalReader, tail } from './journal.ts';

/** A build that was started: where it writes, and the process that writes. */
export interface RunningBuild extends ProcessId {
  readonly job: string;
  readonly number: number;
  readonly folder: string;
}

/**
 * Every event of a build from the first on, as its journal grows. Ends after `build.finished`; for a process that
 * died before it, that event is made up here, with the error PLAB_BUILD_DIED. Any number of readers may follow,
 * also when the build ended long ago. Throws the signal's reason when `signal` aborts; the build goes on.
 */
export async function* follow(build: RunningBuild, signal?: AbortSignal): AsyncIterable<BuildEvent> {
  yield* eventsOf(build, true, signal);
}

/** The events of a build as far as it is; for one that died, its end is made up as by `follow`. */
export async function* soFar(build: RunningBuild): AsyncIterable<BuildEvent> {
  yield* eventsOf(build, false);
}

async function* eventsOf(
  build: RunningBuild,
  waits: boolean,
  signal?: AbortSignal,
): AsyncIterable<BuildEvent> {
  using changes = changesOf(build, signal);
  const lines = lineReader(journalFile(build.folder));
  const journal = journalReader(build.folder);
  let seq = 0;
  let started = Date.now();
  try {
    for (;;) {
      const alive = isAlive(build);
      for await (const line of lines.read()) {
        signal?.throwIfAborted();
        const event = await journal.event(line);
        if (event === undefined) continue;
        if (event.type === 'build.started') started = Date.parse(event.at);
        seq = event.seq;
        yield event;
        if (event.type === 'build.finished') return;
      }
      if (!alive) return yield await death(build, seq + 1, started);
      if (!waits) return;
      await changes.next();
    }
  } finally {
    await lines.close();
    await journal.close();
  }
}

async function death(build: RunningBuild, seq: number, started: number): Promise<BuildEvent> {
  const said = (await tail(join(build.folder, 'process.log'), 2000)).trim();
  const { code, message, hint } = (await isFull(build.folder))
    ? diskFull(build.folder)
    : buildDied(build.folder, said);
  const at = new Date();
  const error = { code, message, hint };
  return {
    type: 'build.finished',
    result: 'FAILURE',
    ms: at.getTime() - started,
    error,
    seq,
    at: at.toISOString(),
  };
}

/** Whether there is no room for a line of the journal: a build dies of that without a word. */
async function isFull(folder: string): Promise<boolean> {
  const found = await statfs(folder).catch(() => undefined);
  return found !== undefined && found.bavail * found.bsize < 65_536;
}

/** The file system does not tell of the death of a process that is not our child: that is looked up once a second. */
function changesOf(build: RunningBuild, signal: AbortSignal | undefined): Changes {
  const changes = changesIn(build.folder, signal);
  const clock = setInterval(() => isAlive(build) || changes.tell(), 1000);
  return {
    ...changes,
    [Symbol.dispose]() {
      clearInterval(clock);
      changes[Symbol.dispose]();
    },
  };
}

interface LineReader {
  /** The whole lines that were appended since the last call. */
  read(): AsyncIterable<string>;
  close(): Promise<void>;
}

function lineReader(path: string): LineReader {
  let file: FileHandle | undefined;
  let offset = 0;
  let rest = Buffer.alloc(0);
  return {
    async *read() {
      file ??= await open(path).catch(() => undefined);
      if (file === undefined) return;
      const chunk = Buffer.allocUnsafe(262_144);
      for (;;) {
        const { bytesRead } = await file.read(chunk, 0, chunk.length, offset);
        if (bytesRead === 0) return;
        offset += bytesRead;
        const data = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
        const end = data.lastIndexOf(10) + 1;
        rest = data.subarray(end);
        if (end > 0) yield* data.toString('utf8', 0, end - 1).split('\n');
      }
    },
    close: async () => await file?.close(),
  };
}
