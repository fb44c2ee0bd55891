import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A process that waits for the build it shall run, which it reads from its standard input. */
export interface BuildProcess {
  readonly child: ChildProcess;
  /** Moves what it says on its own, such as a crash, to a file. */
  readonly logTo: (file: string) => void;
}

let prepared: BuildProcess | undefined;

/**
 * Starts the process of a build before it is known which one: it loads while the command line is still being read. It
 * ends by itself when no build comes.
 */
export function prepareBuildProcess(stateDir: string): void {
  prepared ??= newProcess(stateDir);
}

/** The process that was prepared, or a new one. */
export function takeBuildProcess(stateDir: string): BuildProcess {
  const taken = prepared ?? newProcess(stateDir);
  prepared = undefined;
  return taken;
}

function newProcess(stateDir: string): BuildProcess {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const log = join(stateDir, `starting-${process.pid}-${randomUUID()}.log`);
  const file = openSync(log, 'a', 0o600);
  const forget = (): void => rmSync(log, { force: true });
  process.once('exit', forget);
  try {
    const program = fileURLToPath(new URL(`main${import.meta.filename.slice(-3)}`, import.meta.url));
    const child = spawn(process.execPath, [program], {
      detached: true,
      stdio: ['pipe', file, file],
      env: { ...process.env },
    });
    child.unref();
    // A process that ended early is told by the journal that it did not write.
    child.stdin?.on('error', () => undefined);
    return {
      child,
      logTo(target) {
        process.off('exit', forget);
        renameSync(log, target);
      },
    };
  } finally {
    closeSync(file);
  }
}
