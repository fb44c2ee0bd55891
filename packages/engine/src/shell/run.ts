import { constants } from 'node:os';
import type { Site } from '../build/build.ts';
import { environmentAt, logPlaceOf, stageOf } from '../build/site.ts';
import { throwIfInterrupted } from '../build/interrupts.ts';
import type { Log } from '../events/event.ts';
import { endProcesses, newCookie, stepCookie } from './cookie.ts';
import { type ByteSink, decoded, masked, wholeLines } from './output.ts';
import { type Command, type Exit, runGroup } from './process-group.ts';
import { makeFolder } from '../workspace/make-folder.ts';

export interface Launch {
  readonly argv: readonly [string, ...string[]];
  /** Gives stdout back instead of logging it. */
  readonly capture?: boolean;
  /** Of what the program writes. Default: UTF-8. */
  readonly encoding?: string;
  /** On top of the variables at the site. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Finished {
  /** As a shell gives it: 128 and the number of the signal that ended the program. */
  readonly code: number;
  /** Empty unless captured. */
  readonly stdout: string;
}

/**
 * Runs a program for a step, on the agent of its site, with its output in the log. Rejects with the Interruption that
 * stopped it, and with a StepFailure when it cannot be started.
 */
export async function launch(site: Site, step: number, options: Launch): Promise<Finished> {
  const { build, signal } = site;
  const { capture = false, encoding = 'utf-8' } = options;
  const stdout: Buffer[] = [];
  const output = logSink(site, step, 'output', encoding);
  const stderr = capture ? logSink(site, step, 'stderr', encoding) : undefined;
  const cookie = newCookie();
  const local: Command = {
    argv: options.argv,
    cwd: site.cwd,
    env: { ...environmentAt(site), ...options.env, [stepCookie]: cookie },
    onStdout: capture ? (chunk) => void stdout.push(Buffer.from(chunk)) : output.write,
    ...(stderr === undefined ? {} : { onStderr: stderr.write }),
    onEnd() {
      output.end();
      stderr?.end();
    },
  };
  // A step may have removed the folder: Jenkins makes it anew for every program.
  makeFolder(site.cwd);
  site.node?.cookie.carried();
  const exit = await runOnAgent(site, site.launch?.(local, signal) ?? local);
  if (signal.aborted) await endProcesses(stepCookie, cookie, build);
  signal.throwIfAborted();
  throwIfInterrupted(site);
  if (exit.leftRunning !== undefined) {
    const text = 'processes that this step started are still running';
    build.emit({ type: 'notice', ...stageOf(site), step, text });
  }
  return { code: exitCode(exit), stdout: new TextDecoder(encoding).decode(Buffer.concat(stdout)) };
}

async function runOnAgent({ build, signal }: Site, command: Command): Promise<Exit> {
  await command.before?.();
  try {
    return await runGroup(command, build.pipes, { ...build, signal });
  } finally {
    await command.after?.().catch((error: unknown) => {
      signal.throwIfAborted();
      throw error;
    });
  }
}

/** Where a program's output goes: blotted, cut into whole lines, into the journal. */
function logSink(site: Site, step: number, stream: Log['stream'], encoding: string): ByteSink {
  const { build } = site;
  const place = { step, ...logPlaceOf(site), stream };
  const { output, masker } = build.recorder;
  const lines = wholeLines((bytes) => {
    site.copyLog?.(bytes);
    output(place, bytes);
  });
  const safe = masked(masker, lines);
  const sink = /^utf-?8$/i.test(encoding) ? safe : decoded(encoding, safe);
  if (site.heard === undefined) return sink;
  return {
    write(chunk) {
      // A line of dots is a sign of life long before it ends.
      site.heard?.();
      sink.write(chunk);
    },
    end: () => sink.end(),
  };
}

function exitCode({ code, signal }: Exit): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}
