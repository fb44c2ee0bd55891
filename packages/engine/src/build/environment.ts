import { type Expression, GroovyRuntimeError, type Host, textOf, type Value } from '@pipeline-lab/groovy';
import type { EnvEntry } from '@pipeline-lab/jenkinsfile';
import { bindCredential } from '../credentials/environment.ts';
import { environmentCycle } from '../errors.ts';
import type { Site } from './build.ts';
import { environmentAt } from './site.ts';

/**
 * Runs work inside an `environment` block: first its `credentials()`, then the other entries, which may refer to each
 * other in any order. A circle is PLAB_ENVIRONMENT_CYCLE.
 */
export async function inEnvironment(
  site: Site,
  entries: readonly EnvEntry[],
  work: (site: Site) => Promise<void>,
): Promise<void> {
  const plain = entries.filter((entry) => !isCredential(entry)).map(asEvaluated);
  await inCredentials(site, entries.filter(isCredential), plain, async (bound) => {
    if (plain.length === 0) return await work(bound);
    const values = await evaluateEntries(bound, plain);
    const overrides = plain.map(({ name }) => `${name}=${values[name] ?? ''}`);
    await bound.build.steps.call(bound, 'withEnv', new Map([['overrides', overrides]]), async (inside) => {
      await work(inside);
      return null;
    });
  });
}

function isCredential({ value }: EnvEntry): boolean {
  return value.kind === 'call' && value.receiver === undefined && value.name === 'credentials';
}

/** The plugin builds each value anew and loses the `?` of `a?.b()` on the way: null is an error there. */
function asEvaluated(entry: EnvEntry): EnvEntry {
  const unsafe = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(unsafe);
    if (node === null || typeof node !== 'object') return node;
    const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, unsafe(value)]));
    return copy['safe'] === true ? { ...copy, safe: false } : copy;
  };
  return { ...entry, value: unsafe(entry.value) as Expression };
}

/** The id of a credential may name entries that are no credentials. */
async function inCredentials(
  site: Site,
  [first, ...others]: readonly EnvEntry[],
  plain: readonly EnvEntry[],
  work: (site: Site) => Promise<void>,
): Promise<void> {
  if (first === undefined) return await work(site);
  const [id] = first.value.kind === 'call' ? first.value.positional : [];
  const named = id === undefined ? [] : namesIn(id);
  const values = await evaluateEntries(
    site,
    plain,
    plain.filter(({ name }) => named.includes(name)),
  );
  const host = hostWith(site, values);
  const text = id === undefined ? '' : textOf(await site.build.interpreter.evaluate(id, host));
  await bindCredential(
    site,
    first.name,
    text,
    async (inside) => await inCredentials(inside, others, plain, work),
  );
}

/** The values of entries, each evaluated once, after those that it refers to; `wanted`: of these and no more. */
async function evaluateEntries(
  site: Site,
  entries: readonly EnvEntry[],
  wanted: readonly EnvEntry[] = entries,
): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const evaluate = async (entry: EnvEntry, chain: readonly string[]): Promise<void> => {
    const path = [...chain, entry.name];
    for (const name of namesIn(entry.value)) {
      const needed = byName.get(name);
      if (needed === undefined || Object.hasOwn(values, name)) continue;
      if (!path.includes(name)) await evaluate(needed, path);
      // An entry may extend what its name is outside of the block, as PATH often does, or null.
      else if (name !== entry.name && !Object.hasOwn(environmentAt(site), name))
        throw environmentCycle([...path.slice(path.indexOf(name)), name]);
    }
    values[entry.name] = await evaluated(site, entry, hostWith(site, values));
  };
  for (const entry of wanted) if (!Object.hasOwn(values, entry.name)) await evaluate(entry, []);
  return values;
}

async function evaluated(site: Site, { name, value }: EnvEntry, host: Host): Promise<string> {
  try {
    const result = await site.build.interpreter.evaluate(value, host);
    return result === null ? 'null' : textOf(result);
  } catch (error) {
    if (!(error instanceof GroovyRuntimeError) || error.typeName !== 'NullPointerException') throw error;
    throw new GroovyRuntimeError(
      'IllegalArgumentException',
      `One or more variables have some issues with their values: ${name}`,
      error.offset,
    );
  }
}

/** Every name that an expression asks for, plain or as `env.NAME`. */
function namesIn(expression: Expression): string[] {
  const names: string[] = [];
  const walk = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return;
    if ('kind' in node && 'name' in node && typeof node.name === 'string') {
      if (node.kind === 'variable' || (node.kind === 'property' && isEnv(node))) names.push(node.name);
    }
    for (const value of Object.values(node)) walk(value);
  };
  walk(expression);
  return names;
}

function isEnv(node: object): boolean {
  const of = 'object' in node ? node.object : undefined;
  return of !== null && typeof of === 'object' && 'name' in of && of.name === 'env';
}

/** The names of the block come first, then those around it, then the parameters (the plugin's `getScriptPropOrParam`). */
function hostWith(site: Site, values: Readonly<Record<string, string>>): Host {
  const host = site.build.hostAt({ ...site, env: { ...site.env, ...values } });
  const env = host.getVariable('env');
  return {
    ...host,
    getVariable(name): Value | undefined {
      if (name === 'env') return env;
      if (Object.hasOwn(values, name)) return values[name];
      const found = host.getVariable(name);
      return found === undefined ? (site.build.params.getProperty(name) ?? null) : found;
    },
  };
}
