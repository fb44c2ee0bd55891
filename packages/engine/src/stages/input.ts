import type { StageInput } from '@pipeline-lab/jenkinsfile';
import { textOf, type Value } from '@pipeline-lab/groovy';
import type { Site } from '../build/build.ts';
import { parameterList } from '../build/parameters.ts';

/** Asks the question of a stage and runs work with the answers in the environment, as the plugin's `stageInput` does. */
export async function inInput(
  site: Site,
  input: StageInput | undefined,
  work: (site: Site) => Promise<void>,
): Promise<void> {
  if (input === undefined) return await work(site);
  const answer = await site.build.steps.call(site, 'input', await questionOf(site, input));
  const submitter =
    input.submitterParameter &&
    textOf(await site.build.interpreter.evaluate(input.submitterParameter, site.build.hostAt(site)));
  const [only] = input.parameters;
  const name = submitter ?? only?.name;
  if (name === undefined) return await work(site);
  const entries: [Value, Value][] = answer instanceof Map ? [...answer] : [[name, answer]];
  const overrides = entries.map(([key, value]) => `${textOf(key)}=${textOf(value)}`);
  await site.build.steps.call(site, 'withEnv', new Map([['overrides', overrides]]), async (inside) => {
    await work(inside);
    return null;
  });
}

async function questionOf(site: Site, input: StageInput): Promise<Map<string, Value>> {
  const { interpreter, hostAt } = site.build;
  const values = new Map<string, Value>();
  for (const name of ['message', 'id', 'ok', 'submitter', 'submitterParameter'] as const) {
    const expression = input[name];
    if (expression !== undefined) values.set(name, await interpreter.evaluate(expression, hostAt(site)));
  }
  if (input.parameters.length > 0) values.set('parameters', await parameterList(site, input.parameters));
  return values;
}
