import { text } from 'node:stream/consumers';
import type { BuildRequest } from '../build/request.ts';
import { runBuild } from '../build/run.ts';
import { Interruption } from '../errors.ts';
import { openJournal, sequence } from '../events/journal.ts';

/** The process of one build: reads the request, runs the build, writes the journal. SIGTERM aborts the build. */
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort(new Interruption('abort', 'the build was aborted')));

const { request, number, folder } = JSON.parse(await text(process.stdin)) as {
  readonly request: BuildRequest;
  readonly number: number;
  readonly folder: string;
};
const journal = openJournal(folder);
const emit = sequence((event) => journal.write(event), request.masks ?? []);
await runBuild(request, { number, folder }, emit, stop.signal);
journal.close();
// Timers and pipes of processes that a step left running must not keep the build alive.
process.exit(0);
