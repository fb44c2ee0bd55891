import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, watch } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { createConnection } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines, messageOf } from '../command.ts';
import { fail } from '../errors.ts';

export interface DaemonOptions<Answer> {
  readonly command: string;
  readonly args: readonly string[];
  /** Unix socket on which it will listen. */
  readonly socket: string;
  readonly logFile: string;
  /** Asks it something, once it listens; what it answers is given to the caller. */
  readonly ask: () => Promise<Answer>;
  readonly signal: AbortSignal;
}

/**
 * Starts a daemon that outlives this process, and waits until it listens on its socket and answers. Throws
 * PLAB_ENGINE_START with the end of its log when it ends instead.
 */
export async function startDaemon<Answer>(options: DaemonOptions<Answer>): Promise<Answer> {
  await mkdir(dirname(options.logFile), { recursive: true });
  await mkdir(dirname(options.socket), { recursive: true });
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, options.signal]);
  // The watch begins before the daemon does, so the socket cannot appear unseen.
  const answer = untilListening(options.socket, signal).then(options.ask);
  answer.catch(() => undefined);
  try {
    const daemon = await launch(options);
    return await Promise.race([answer, untilGone(daemon, signal)]);
  } catch (error) {
    options.signal.throwIfAborted();
    throw fail('PLAB_ENGINE_START', options.logFile, await explain(options.logFile, error), error);
  } finally {
    over.abort();
  }
}

/** In its own process group: a Ctrl-C in this terminal must not end it. */
async function launch({ command, args, logFile }: DaemonOptions<unknown>): Promise<ChildProcess> {
  const log = await open(logFile, 'a');
  try {
    const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };
    const daemon = spawn(command, args, { detached: true, stdio: ['ignore', log.fd, log.fd], env });
    await once(daemon, 'spawn');
    daemon.unref();
    return daemon;
  } finally {
    await log.close();
  }
}

async function untilListening(socket: string, signal: AbortSignal): Promise<void> {
  for await (const { filename } of watch(dirname(socket), { signal })) {
    if (filename === basename(socket) && (await accepts(socket, signal))) return;
  }
}

/** The file is there a moment before anybody listens behind it, and that is no event: it has to be tried. */
async function accepts(socket: string, signal: AbortSignal): Promise<boolean> {
  for (;;) {
    const refused = await refusal(socket);
    if (refused !== 'ECONNREFUSED') return refused === undefined;
    await sleep(20, undefined, { signal });
  }
}

/** Why nobody can connect; undefined when somebody can. */
async function refusal(socket: string): Promise<string | undefined> {
  const connection = createConnection(socket);
  try {
    await once(connection, 'connect');
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : messageOf(error);
  } finally {
    connection.destroy();
  }
}

async function untilGone(daemon: ChildProcess, signal: AbortSignal): Promise<never> {
  const [code, killedBy] = (await once(daemon, 'exit', { signal })) as [number | null, string | null];
  throw new Error(`it ended with ${killedBy ?? `exit code ${code}`}`);
}

async function explain(logFile: string, error: unknown): Promise<string> {
  const log = await readFile(logFile, 'utf8').catch(() => '');
  return [messageOf(error), lastLines(log, 10)].filter((part) => part !== '').join('\n');
}
