import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { fail } from '../errors.ts';
import type { SecretSource } from './secret-source.ts';

export interface SecretSurroundings {
  /** Folder of deploy.yml: files are named from it, and commands run in it. */
  readonly folder: string;
  /** The value that the encrypted store has under an id. */
  readonly stored: (id: string) => Promise<string | undefined>;
}

/** The values of secret variables, each from its source. Errors: PLAB_SECRET. */
export async function resolveSecrets(
  sources: Readonly<Record<string, SecretSource>>,
  surroundings: SecretSurroundings,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  // One after the other: a command may ask its user for a passphrase.
  for (const [name, source] of Object.entries(sources))
    values[name] = await valueOf(name, source, surroundings, signal);
  return values;
}

async function valueOf(
  name: string,
  source: SecretSource,
  { folder, stored }: SecretSurroundings,
  signal: AbortSignal,
): Promise<string> {
  if ('store' in source)
    return (
      (await stored(source.store)) ??
      missing(name, `the store has no “${source.store}”; \`plab secrets set ${source.store}\` adds it`)
    );
  if ('file' in source) return await fromFile(name, source.file, folder);
  return await fromCommand(name, source.command, folder, signal);
}

async function fromFile(name: string, file: string, folder: string): Promise<string> {
  const text = await readFile(resolve(folder, file), 'utf8').catch((error: unknown) =>
    missing(name, `${file} cannot be read`, error),
  );
  const found = parseEnv(text);
  return (
    (Object.hasOwn(found, name) ? found[name] : undefined) ?? missing(name, `${file} has no line ${name}=…`)
  );
}

async function fromCommand(
  name: string,
  [program = '', ...args]: readonly string[],
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, args, { cwd: folder, signal });
    return stdout.replace(/\r?\n$/, '') || missing(name, `${program} printed nothing`);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Error && 'stdout' in error)
      return missing(name, `${program} failed: ${said(error)}`, error);
    throw error;
  }
}

/** What the command wrote on stderr, else why it did not start; never its output, which may hold the secret. */
function said(error: Error): string {
  const stderr = 'stderr' in error ? String(error.stderr).trim() : '';
  return stderr || ('code' in error ? String(error.code) : 'it gave no reason');
}

function missing(name: string, why: string, cause?: unknown): never {
  throw fail('PLAB_SECRET', name, why, cause);
}
