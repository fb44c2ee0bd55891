import { type Host, textOf, type Value } from '@pipeline-lab/groovy';
import type { EnvEntry } from '@pipeline-lab/jenkinsfile';
import { environmentCycle } from '../errors.ts';
import { environmentAt, type Site } from './build.ts';

/**
 * The site inside an `environment` block. Its entries may refer to each other in any order; a circle is
 * PLAB_ENVIRONMENT_CYCLE.
 */
export async function withEnvironment(site: Site, entries: readonly EnvEntry[]): Promise<Site> {
  if (entries.length === 0) return site;
  const values: Record<string, string> = {};
  const remaining = new Map(entries.map((entry) => [entry.name, entry]));
  const evaluate = async (entry: EnvEntry, chain: readonly string[]): Promise<void> => {
    remaining.delete(entry.name);
    const path = [...chain, entry.name];
    // Evaluated again after each name that it turns out to need: names are asked for one at a time.
    for (;;) {
      const needed = new Needed();
      try {
        const value = await site.build.interpreter.evaluate(
          entry.value,
          hostWith(site, values, path, remaining, needed),
        );
        values[entry.name] = textOf(value);
        return;
      } catch (error) {
        const next = needed.name === undefined ? undefined : remaining.get(needed.name);
        if (next === undefined) throw error;
        await evaluate(next, path);
      }
    }
  };
  for (const entry of entries) if (remaining.has(entry.name)) await evaluate(entry, []);
  return { ...site, env: { ...site.env, ...values } };
}

/** The name of the block that an entry asked for before it had a value. */
class Needed {
  name: string | undefined;
}

function hostWith(
  site: Site,
  values: Readonly<Record<string, string>>,
  path: readonly string[],
  remaining: ReadonlyMap<string, EnvEntry>,
  needed: Needed,
): Host {
  const host = site.build.hostAt({ ...site, env: { ...site.env, ...values } });
  const lookUp = (name: string): Value | undefined => {
    if (name in values) return values[name];
    if (remaining.has(name)) {
      needed.name = name;
      throw new Error(`${name} has no value yet`);
    }
    const self = path.indexOf(name);
    if (self < 0) return undefined;
    // An entry may extend the value that its own name has outside of the block, as PATH often does.
    const outside = environmentAt(site)[name];
    if (outside !== undefined) return outside;
    throw environmentCycle([...path.slice(self), name]);
  };
  const env = host.getVariable('env');
  return {
    ...host,
    getVariable(name) {
      if (
        name === 'env' &&
        env !== null &&
        typeof env === 'object' &&
        'kind' in env &&
        env.kind === 'object'
      ) {
        return { ...env, getProperty: (key) => lookUp(key) ?? env.getProperty(key) };
      }
      return lookUp(name) ?? host.getVariable(name);
    },
  };
}
