import { spawn, type SpawnOptionsWithoutStdio } from 'node:child_process';
import { once } from 'node:events';
import { fail } from './errors.ts';

export interface CommandOptions {
  readonly signal: AbortSignal;
  /** Variables on top of this process's own. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a program to its end and gives what it wrote to standard output. Throws PLAB_COMMAND with the last lines of
 * its output when it cannot start or ends with another code than 0, and the signal's reason when aborted.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  const child = spawn(command, args, spawnOptions(options));
  const output: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
  child.stdin.end();
  child.stdout.on('data', (chunk: Buffer) => output.stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.stderr.push(chunk));
  const line = [command, ...args].join(' ');
  try {
    const [code, killedBy] = (await once(child, 'close')) as [number | null, string | null];
    if (code === 0) return text(output.stdout);
    throw new Error(
      `${killedBy ?? `exit code ${code}`}\n${lastLines(text(output.stderr) || text(output.stdout))}`,
    );
  } catch (error) {
    options.signal.throwIfAborted();
    throw fail('PLAB_COMMAND', line, messageOf(error), error);
  }
}

/** The last lines of a text, by default 20. */
export function lastLines(content: string, count = 20): string {
  return content.trimEnd().split('\n').slice(-count).join('\n');
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function spawnOptions({ signal, env }: CommandOptions): SpawnOptionsWithoutStdio {
  return { signal, env: { ...process.env, ...env } };
}

function text(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString();
}
