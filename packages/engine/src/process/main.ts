import { text } from 'node:stream/consumers';
import type { BuildRequest } from '../build/request.ts';
import { runBuild } from '../build/run.ts';
import { Interruption } from '../errors.ts';
import { openJournal } from '../events/journal.ts';
import { createMasker } from '../events/mask.ts';
import { createRecorder } from '../events/recorder.ts';

/**
 * The process of one build: reads the request, runs the build, writes the journal. The first SIGTERM aborts what runs,
 * and `post` blocks still run; the second one ends the build.
 */
const stop = new AbortController();
const force = new AbortController();
process.on('SIGTERM', () => {
  const reason = new Interruption('abort', 'the build was aborted');
  (stop.signal.aborted ? force : stop).abort(reason);
});

const input = await text(process.stdin);
// Nobody had a build to run.
if (input === '') process.exit(0);
const { request, number, folder } = JSON.parse(input) as {
  readonly request: BuildRequest;
  readonly number: number;
  readonly folder: string;
};
const journal = openJournal(folder);
const recorder = createRecorder(journal, createMasker(request.masks ?? []));
const stops = { signal: stop.signal, force: force.signal };
await runBuild(request, { number, folder }, recorder, stops);
journal.close();
// Timers and pipes of processes that a step left running must not keep the build alive.
process.exit(0);
