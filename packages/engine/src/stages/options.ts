import type { Option } from '@pipeline-lab/jenkinsfile';
import { textOf, type Value } from '@pipeline-lab/groovy';
import type { Site } from '../build/build.ts';
import { tellUnused } from './unused-options.ts';

/**
 * Runs work inside the options that are block steps, `timeout`, `retry` and so on, in the order written: the first one
 * is the outermost. The other options are the build's own matter.
 */
export async function inOptions(
  site: Site,
  options: readonly Option[],
  work: (site: Site) => Promise<void>,
): Promise<void> {
  const wrappers = options.filter(({ name }) => site.build.steps.find(name) !== undefined);
  tellUnused(
    site,
    options.filter((option) => !wrappers.includes(option)),
  );
  await inWrappers(site, wrappers, work);
}

async function inWrappers(
  site: Site,
  [first, ...others]: readonly Option[],
  work: (site: Site) => Promise<void>,
): Promise<void> {
  if (first === undefined) return await work(site);
  const values = await valuesOf(site, first, site.build.steps.find(first.name)?.main);
  await site.build.steps.call(site, first.name, values, async (inside) => {
    await inWrappers(inside, others, work);
    return null;
  });
}

/** The arguments of an option by name; a lone one gets the name `main`. */
export async function valuesOf(site: Site, { call }: Option, main = 'value'): Promise<Map<string, Value>> {
  const { interpreter, hostAt } = site.build;
  const host = hostAt(site);
  const values = new Map<string, Value>();
  const [first] = call.positional;
  if (first !== undefined) values.set(main, await interpreter.evaluate(first, host));
  for (const { key, value } of call.named)
    values.set(textOf(await interpreter.evaluate(key, host)), await interpreter.evaluate(value, host));
  return values;
}

/** An argument of an option of the pipeline, also when it stands without its name; undefined when it is not given. */
export async function argumentOf(site: Site, name: string, argument: string): Promise<Value | undefined> {
  const option = site.build.pipeline.options.find((each) => each.name === name);
  return option && (await valuesOf(site, option, argument)).get(argument);
}
