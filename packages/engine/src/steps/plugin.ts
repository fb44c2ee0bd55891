import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Value } from '@pipeline-lab/groovy';
import { schema } from '@pipeline-lab/jenkinsfile';
import { environmentAt } from '../build/site.ts';
import { StepFailure } from '../errors.ts';
import { launch } from '../shell/run.ts';
import { temporaryFolder } from '../workspace/temporary.ts';
import { dataOf, valueOf } from './data.ts';
import { said } from './tell.ts';
import { type OpenCall, runBody, type Step } from './step.ts';

/** What the function `run` of a step's module gets. */
export interface PluginCall {
  readonly name: string;
  /** What the Jenkinsfile gave, by name; a lone argument is `value`. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Aborts when the step has to stop. */
  readonly signal: AbortSignal;
  /** Writes a line to the log, with secrets blotted out. */
  readonly log: (line: string) => void;
  /** The block of the step, with further variables; absent when it has none. */
  readonly block?: (env?: Readonly<Record<string, string>>) => Promise<unknown>;
}

/**
 * A step of the user's own: a module of JavaScript or TypeScript that exports `run(call: PluginCall)`, or a program. A
 * program finds the parameters as JSON in PLAB_PARAMETERS and may write its value as JSON to the file PLAB_RESULT.
 */
export function pluginStep(name: string, path: string): Step {
  const work = /\.[cm]?[jt]s$/.test(path) ? runModule : runProgram;
  return {
    name,
    schema: schema(name, '', {}, {}, 'open'),
    needs: 'node',
    summary: () => '',
    run: async (call) => await work(call, path),
  };
}

async function runModule(call: OpenCall, path: string): Promise<Value> {
  const { name, site, body } = call;
  const module = (await import(pathToFileURL(path).href)) as { readonly run?: unknown };
  if (typeof module.run !== 'function')
    throw new StepFailure(
      `${path} exports no function run`,
      'Write `export async function run(call) { … }`.',
    );
  const run = module.run as (call: PluginCall) => unknown;
  const block = async (env: Readonly<Record<string, string>> = {}): Promise<unknown> =>
    dataOf(await runBody(call, { ...site, env: { ...site.env, ...env } }));
  // The module may start programs with these variables.
  site.node?.cookie.carried();
  const value = await run({
    name,
    parameters: parametersOf(call),
    env: environmentAt(site),
    cwd: site.cwd,
    signal: site.signal,
    log: (line) => said(call, line),
    ...(body === undefined ? {} : { block }),
  });
  site.signal.throwIfAborted();
  return valueOf(value);
}

async function runProgram(call: OpenCall, path: string): Promise<Value> {
  const { name, site, id } = call;
  if (call.body !== undefined)
    throw new StepFailure(
      `${name} is a program and takes no block`,
      'Write the step as a module to give it one.',
    );
  const result = join(temporaryFolder(site), `result-${randomUUID()}.json`);
  const env = { PLAB_STEP: name, PLAB_PARAMETERS: JSON.stringify(parametersOf(call)), PLAB_RESULT: result };
  try {
    const { code } = await launch(site, id, { argv: [path], env });
    if (code !== 0) throw new StepFailure(`${name} ended with exit code ${code}`);
    const text = await readFile(result, 'utf8').catch(() => 'null');
    return valueOf(JSON.parse(text));
  } finally {
    await rm(result, { force: true });
  }
}

function parametersOf({ args }: OpenCall): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, dataOf(value ?? null)]));
}
