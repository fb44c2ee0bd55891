import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parse } from 'yaml';
import { readExposition } from '../../dashboard/src/figures/exposition.ts';
import { figuresText } from '../src/metrics/figures.ts';

/** Prometheus makes these itself; recorded series are named and labelled by the rules. */
const ofPrometheus: readonly (readonly [string, readonly string[]])[] = [
  ['up', []],
  ['ALERTS', ['alertname', 'alertstate', 'severity', 'project', 'environment']],
];

/** Each series that is told, with its labels. */
export async function told(): Promise<Map<string, Set<string>>> {
  const app = await startTaskApi();
  collectGarbage();
  for (const path of ['/tasks', '/nowhere']) await (await fetch(app.url + path)).text();
  const ofApp = await (await fetch(`${app.url}/metrics`)).text();
  await app.stop();
  const known = new Map(ofPrometheus.map(([name, labels]) => [name, new Set(labels)]));
  for (const { name, labels } of [ofApp, await deliveryFigures()].flatMap(
    (text) => readExposition(text).samples,
  ))
    known.set(name, new Set([...(known.get(name) ?? []), ...Object.keys(labels)]));
  return known;
}

/** The app has types of its own kind, which the compiler of this package need not see. */
async function startTaskApi(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const module = new URL('../../../apps/task-api/test/app.ts', import.meta.url).href;
  const { startApp } = (await import(module)) as { startApp: typeof startTaskApi };
  return await startApp();
}

/** Node tells of its collector once that has worked. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

async function deliveryFigures(): Promise<string> {
  const at = new Date().toISOString();
  const build = {
    job: 'shop',
    number: 1,
    startedAt: at,
    endedAt: at,
    ms: 5,
    stages: [{ stage: 'Test', ms: 5 }],
    tests: { passed: 1, failed: 1, skipped: 0 },
  };
  const delivery = {
    app: 'shop',
    destination: 'production',
    at,
    verb: 'deploy',
    release: 'r',
    label: 'shop:1',
    bytes: 1,
    ms: 1,
    commit: { revision: 'c', at },
    by: 'ada',
  };
  const builds = [{ ...build, result: 'FAILURE' } as const, { ...build, result: 'SUCCESS' } as const];
  const deliveries = [
    { ...delivery, id: '1', result: 'rolled-back' } as const,
    { ...delivery, id: '2', result: 'released', traffic: { requests: 9, lost: 1 } } as const,
  ];
  return await figuresText({ builds, deliveries }, 'prometheus');
}

interface Rules {
  readonly groups: readonly { readonly rules: readonly { readonly record?: string }[] }[];
}

/** The names of the series that rules record, in a folder that has `prometheus/rules`. */
export async function recorded(monitoring: string): Promise<Set<string>> {
  const folder = join(monitoring, 'prometheus/rules');
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => await readFile(join(folder, name), 'utf8')),
  );
  const rules = files.flatMap((text) => (parse(text) as Rules).groups).flatMap((group) => group.rules);
  return new Set(rules.flatMap(({ record }) => record ?? []));
}
