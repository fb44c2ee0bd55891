import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { fail } from '../errors.ts';

/** Where variables that are no secrets come from: `.env` files, and what is written out, which comes on top. */
export interface EnvSource {
  readonly env: Readonly<Record<string, string>>;
  readonly envFile: readonly string[];
}

/** The variables of sources, the later ones on top; files are named from `folder`. Errors: PLAB_DEPLOY_FILE. */
export async function resolveEnv(
  sources: readonly EnvSource[],
  folder: string,
): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const { env, envFile } of sources) {
    for (const file of envFile) Object.assign(values, await variablesOf(file, folder));
    Object.assign(values, env);
  }
  return values;
}

async function variablesOf(file: string, folder: string): Promise<NodeJS.Dict<string>> {
  const text = await readFile(resolve(folder, file), 'utf8').catch((error: unknown) => {
    throw fail('PLAB_DEPLOY_FILE', 'deploy.yml: envFile', `${file} cannot be read`, error);
  });
  return parseEnv(text);
}
