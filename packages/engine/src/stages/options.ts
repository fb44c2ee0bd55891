import type { Option } from '@pipeline-lab/jenkinsfile';
import { textOf, type Value } from '@pipeline-lab/groovy';
import { type Site } from '../build/build.ts';
import { Interruption } from '../errors.ts';
import { milliseconds, withTimeout } from '../steps/flow.ts';
import { type Parameters, parametersOf } from '../steps/step.ts';

/** Whether a pipeline has an option. */
export function hasOption(options: readonly Option[], name: string): boolean {
  return options.some((option) => option.name === name);
}

/** Runs work under the options `timeout` and `retry` of a pipeline or a stage. */
export async function withOptions(
  site: Site,
  options: readonly Option[],
  work: (site: Site) => Promise<void>,
): Promise<void> {
  const timeout = await find(site, options, 'timeout', 'time');
  const retry = await find(site, options, 'retry', 'count');
  const times = retry?.number('count') ?? 1;
  const limited = async (): Promise<void> =>
    timeout === undefined
      ? await work(site)
      : await withTimeout(site, milliseconds(timeout, 'MINUTES'), work);
  for (let turn = 1; ; turn += 1) {
    try {
      return await limited();
    } catch (error) {
      if (turn >= times || error instanceof Interruption) throw error;
    }
  }
}

async function find(
  site: Site,
  options: readonly Option[],
  name: string,
  main: string,
): Promise<Parameters | undefined> {
  const call = options.find((option) => option.name === name)?.call;
  if (call === undefined) return undefined;
  const host = site.build.hostAt(site);
  const values = new Map<string, Value>();
  const [first] = call.positional;
  if (first !== undefined) values.set(main, await site.build.interpreter.evaluate(first, host));
  for (const { key, value } of call.named) {
    const keyText = textOf(await site.build.interpreter.evaluate(key, host));
    values.set(keyText, await site.build.interpreter.evaluate(value, host));
  }
  return parametersOf(name, values);
}
