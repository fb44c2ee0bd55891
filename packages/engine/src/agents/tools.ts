import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { textOf, type Value } from '@pipeline-lab/groovy';
import type { Tool } from '@pipeline-lab/jenkinsfile';
import type { Site } from '../build/build.ts';
import { environmentAt } from '../build/site.ts';
import { noSuchTool } from '../errors.ts';
import { inStage } from '../stages/in-stage.ts';

/** Installations by type and name, as `plab.yml` has them: the folder of each. */
export type ToolFolders = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The program that shows that a tool is there, and the variables that name its folder. */
const kinds: ReadonlyMap<string, { readonly program: string; readonly home: readonly string[] }> = new Map(
  Object.entries({
    maven: { program: 'mvn', home: ['M2_HOME', 'MAVEN_HOME'] },
    jdk: { program: 'java', home: ['JAVA_HOME'] },
    gradle: { program: 'gradle', home: ['GRADLE_HOME'] },
    ant: { program: 'ant', home: ['ANT_HOME'] },
    nodejs: { program: 'node', home: ['NODEJS_HOME'] },
    go: { program: 'go', home: ['GOROOT'] },
    git: { program: 'git', home: [] },
  }),
);

const installStage = 'Declarative: Tool Install';

/** Runs work with the tools of a stage, or of the stages around it, on PATH. Without an agent nothing is installed. */
export async function inTools(
  site: Site,
  tools: readonly Tool[],
  outer: readonly Tool[],
  work: (site: Site) => Promise<void>,
): Promise<void> {
  const own = new Set(tools.map(({ type }) => type));
  const wanted = [...tools, ...outer.filter(({ type }) => !own.has(type))];
  if (wanted.length === 0 || site.node === undefined) return await work(site);
  const install = async (at: Site): Promise<string[]> => {
    const overrides: string[] = [];
    for (const tool of wanted) overrides.push(...(await installed(at, tool)));
    return overrides;
  };
  const overrides =
    site.stage === undefined
      ? await inStage(site, { name: installStage, id: installStage }, install)
      : await install(site);
  await site.build.steps.call(site, 'withEnv', new Map([['overrides', overrides]]), async (inside) => {
    await work(inside);
    return null;
  });
}

async function installed(site: Site, { type, version }: Tool): Promise<string[]> {
  const name = textOf(await site.build.interpreter.evaluate(version, site.build.hostAt(site)));
  const values = new Map<string, Value>([
    ['name', name],
    ['type', type],
  ]);
  const folder = await site.build.steps.call(site, 'tool', values);
  return typeof folder !== 'string' || folder === '' ? [] : variablesOf(type, folder);
}

function variablesOf(type: string, folder: string): string[] {
  const home = (kinds.get(type)?.home ?? []).map((name) => `${name}=${folder}`);
  return [...home, `PATH+${type.toUpperCase()}=${join(folder, 'bin')}`];
}

/**
 * The folder of an installation: what plab.yml says, else empty when the agent has the program on its PATH. Errors:
 * a StepFailure when there is neither.
 */
export async function toolFolder(site: Site, type: string | undefined, name: string): Promise<string> {
  const { tools } = site.build;
  const byName = (all: ToolFolders[string]): string | undefined =>
    Object.hasOwn(all, name) ? all[name] : undefined;
  const ofType = Object.entries(tools).filter(([each]) => type === undefined || each === type);
  const folder = ofType.map(([, all]) => byName(all)).find((each) => each !== undefined);
  if (folder !== undefined) return folder;
  const { program } = kinds.get(type ?? '') ?? { program: type ?? name };
  if (site.launch === undefined && !(await onPath(program, environmentAt(site)['PATH'] ?? '')))
    throw noSuchTool(type ?? 'tool', name);
  return '';
}

async function onPath(program: string, path: string): Promise<boolean> {
  for (const folder of path.split(delimiter)) {
    const found = await access(join(folder, program), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return true;
  }
  return false;
}
