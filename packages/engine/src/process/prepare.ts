import { closeSync, mkdirSync, openSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A process that waits for the build it shall run. */
export interface BuildProcess {
  readonly pid: number;
  /** Hands over what it waits for. */
  readonly order: (text: string) => void;
  /** Moves what it says on its own, such as a crash, to a file. */
  readonly logTo: (file: string) => void;
}

/** A process that somebody else has started, and who may give it its order. */
export interface StartedProcess {
  readonly pid: number;
  /** File descriptor of its standard input. */
  readonly input: number;
  /** The file that it writes its standard output and error to. */
  readonly log: string;
}

/** Where the processes of builds come from. */
export interface BuildProcesses {
  /**
   * Starts the process of a build before it is known which one: it loads while the command line is still being read. It
   * ends by itself when no build comes.
   */
  prepare(): void;
  /** Ends the process that was prepared. */
  discard(): void;
  /** The process that was prepared, or a new one. */
  take(): BuildProcess;
}

/**
 * Processes that run a program of Node: its file and arguments; default: the engine's own. `started` is the first of
 * them, where it runs already.
 */
export function buildProcesses(
  stateDir: string,
  program?: readonly string[],
  started?: StartedProcess,
): BuildProcesses {
  let prepared = started && adopted(started);
  const start = (): BuildProcess => newProcess(stateDir, program ?? ownProgram());
  return {
    prepare() {
      prepared ??= start();
    },
    discard() {
      if (prepared !== undefined) process.kill(prepared.pid, 'SIGKILL');
      prepared = undefined;
    },
    take() {
      const taken = prepared ?? start();
      prepared = undefined;
      return taken;
    },
  };
}

function ownProgram(): readonly string[] {
  return [fileURLToPath(import.meta.resolve('@pipeline-lab/engine/process'))];
}

function newProcess(stateDir: string, program: readonly string[]): BuildProcess {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const log = join(stateDir, `starting-${process.pid}-${process.hrtime.bigint()}.log`);
  const file = openSync(log, 'a', 0o600);
  try {
    // Where the process runs already, nothing has to be loaded that starts one.
    const { spawn } = process.getBuiltinModule('node:child_process');
    const child = spawn(process.execPath, program, {
      detached: true,
      stdio: ['pipe', file, file],
      env: { ...process.env },
    });
    child.unref();
    // A process that ended early is told by the journal that it did not write.
    child.stdin?.on('error', () => undefined);
    return { pid: child.pid ?? 0, order: (text) => child.stdin?.end(text), logTo: movedOnce(log) };
  } finally {
    closeSync(file);
  }
}

function adopted({ pid, input, log }: StartedProcess): BuildProcess {
  return {
    pid,
    order(text) {
      try {
        writeFileSync(input, text);
        closeSync(input);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
      }
    },
    logTo: movedOnce(log),
  };
}

/** Moves a file that a process goes on writing to; it is removed at the end of this process if nobody wants it. */
function movedOnce(log: string): (target: string) => void {
  const forget = (): void => rmSync(log, { force: true });
  process.once('exit', forget);
  return (target) => {
    process.off('exit', forget);
    try {
      renameSync(log, target);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
      symlinkSync(log, target);
    }
  };
}
