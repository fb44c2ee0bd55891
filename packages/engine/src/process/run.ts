import { readFileSync } from 'node:fs';
import { runBuild } from '../build/run.ts';
import { Interruption } from '../errors.ts';
import { openJournal } from '../events/journal.ts';
import { createMasker } from '../events/mask.ts';
import { createRecorder } from '../events/recorder.ts';
import { countedJournal } from '../history/count.ts';
import { supersededIn } from '../history/supersede.ts';
import type { Order } from './start.ts';
import { createInterpreter } from '@pipeline-lab/groovy';
import { stepNamed } from '../steps/registry.ts';

/**
 * The process of one build: reads the request, runs the build, writes the journal, and ends the process. The first
 * SIGTERM aborts what runs, and `post` blocks still run; the second one ends the build. One of a newer build, which left
 * its mark in the folder, does not count.
 */
export async function main(): Promise<never> {
  const stop = new AbortController();
  const force = new AbortController();
  let own: string | undefined;
  let marked = false;
  let asked = false;
  process.on('SIGTERM', () => {
    const newer = marked || own === undefined ? undefined : supersededIn(own);
    if (newer !== undefined) {
      marked = true;
      return stop.abort(newer);
    }
    (asked ? force : stop).abort(new Interruption('abort', 'the build was aborted'));
    asked = true;
  });
  await warmUp();
  // Whoever started this process writes the order at once: a stream would only take time to load.
  const input = readFileSync(0, 'utf8');
  // Nobody had a build to run.
  if (input === '') process.exit(0);
  const { request, number, folder, read } = JSON.parse(input) as Order;
  own = folder;
  const journal = countedJournal(openJournal(folder), request.stateDir);
  const recorder = createRecorder(journal, createMasker(request.masks ?? []));
  const stops = { signal: stop.signal, force: force.signal };
  await runBuild(request, { number, folder }, recorder, stops, read);
  journal.close();
  // Timers and pipes of processes that a step left running must not keep the build alive.
  process.exit(0);
}

/** What every build does first, done while the command line is still being read. */
async function warmUp(): Promise<void> {
  createInterpreter();
  await Promise.all(['checkout', 'echo', 'node', 'sh', 'withEnv'].map(stepNamed));
}
