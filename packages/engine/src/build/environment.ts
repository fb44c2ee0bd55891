import { type Expression, GroovyRuntimeError, type Host, textOf, type Value } from '@pipeline-lab/groovy';
import type { EnvEntry } from '@pipeline-lab/jenkinsfile';
import { bindCredential } from '../credentials/environment.ts';
import { environmentCycle } from '../errors.ts';
import { environmentAt, type Site } from './build.ts';

/**
 * Runs work inside an `environment` block: first its `credentials()`, then the other entries, which may refer to each
 * other in any order. A circle is PLAB_ENVIRONMENT_CYCLE.
 */
export async function inEnvironment(
  site: Site,
  entries: readonly EnvEntry[],
  work: (site: Site) => Promise<void>,
): Promise<void> {
  const [secret, plain] = [entries.filter(isCredential), entries.filter((entry) => !isCredential(entry))];
  await inCredentials(site, secret, async (bound) => {
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

async function inCredentials(
  site: Site,
  [first, ...others]: readonly EnvEntry[],
  work: (site: Site) => Promise<void>,
): Promise<void> {
  if (first === undefined) return await work(site);
  const [id] = first.value.kind === 'call' ? first.value.positional : [];
  const text =
    id === undefined ? '' : textOf(await site.build.interpreter.evaluate(id, site.build.hostAt(site)));
  await bindCredential(site, first.name, text, async (inside) => await inCredentials(inside, others, work));
}

/** The values of entries, each evaluated once, after those that it refers to. */
async function evaluateEntries(site: Site, entries: readonly EnvEntry[]): Promise<Record<string, string>> {
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
  for (const entry of entries) if (!Object.hasOwn(values, entry.name)) await evaluate(entry, []);
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
