import { glob, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { GroovyRuntimeError, type LoadedFile, parse } from '@pipeline-lab/groovy';
import { nearestName, pipelinesIn } from '@pipeline-lab/jenkinsfile';
import type { Site } from '../build/build.ts';
import { say } from '../build/site.ts';
import { StepFailure } from '../errors.ts';
import { libraryFolder } from './fetch.ts';

/** Makes a shared library's variables and classes known to the script: `name`, `name@version`. */
export async function loadLibrary(site: Site, identifier: string): Promise<void> {
  const [name = '', ...rest] = identifier.split('@');
  const version = rest.length > 0 ? rest.join('@') : undefined;
  const { configs, folders, variables } = site.build.libraries;
  if (folders.has(name)) return;
  const config = configs.find((each) => each.name === name);
  if (config === undefined)
    throw noLibrary(
      name,
      configs.map((each) => each.name),
    );
  const folder = await libraryFolder(site, config, version);
  say(site, `Loading library ${identifier}`);
  folders.set(name, folder);
  await loadClasses(site, join(folder, 'src'));
  for (const path of await groovyFiles(join(folder, 'vars')))
    variables.set(basename(path, '.groovy'), await loadGroovyFile(site, path));
}

/** Loads the libraries that `plab.yml` calls implicit. */
export async function loadImplicitLibraries(site: Site): Promise<void> {
  for (const { name, implicit } of site.build.libraries.configs)
    if (implicit === true) await loadLibrary(site, name);
}

/** Parses and runs one file, whose classes all files then know. Errors carry the path of the file. */
export async function loadGroovyFile(site: Site, path: string): Promise<LoadedFile> {
  const source = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new StepFailure(`${path} cannot be read`, 'Check the path.', { cause });
  });
  return await loadGroovy(site, source, path);
}

/** The same for a text; `path` is what errors call it. */
export async function loadGroovy(site: Site, source: string, path: string): Promise<LoadedFile> {
  const { interpreter, hostAt, libraries } = site.build;
  const script = parse(source, path);
  for (const [call, pipeline] of pipelinesIn(script, source, path)) libraries.pipelines.set(call, pipeline);
  const className = basename(path, '.groovy');
  return await interpreter.loadFile(script.statements, hostAt(site), { source, className });
}

/** A class may need another one that comes later: what cannot be resolved yet is tried again after the rest. */
async function loadClasses(site: Site, folder: string): Promise<void> {
  let waiting = await groovyFiles(folder, '**/*.groovy');
  while (waiting.length > 0) {
    const failed: { readonly path: string; readonly error: unknown }[] = [];
    for (const path of waiting) {
      try {
        await loadGroovyFile(site, path);
      } catch (error) {
        if (!(error instanceof GroovyRuntimeError)) throw error;
        failed.push({ path, error });
      }
    }
    if (failed.length === waiting.length) throw failed[0]?.error;
    waiting = failed.map(({ path }) => path);
  }
}

async function groovyFiles(folder: string, pattern = '*.groovy'): Promise<string[]> {
  const found = await Array.fromAsync(glob(pattern, { cwd: folder }));
  return found.sort().map((path) => join(folder, path));
}

function noLibrary(name: string, known: readonly string[]): StepFailure {
  const nearest = nearestName(name, known);
  return new StepFailure(
    `No definition for library ‘${name}’ found`,
    nearest === undefined
      ? `Name its folder or repository in plab.yml: libraries: [{ name: ${name}, source: … }].`
      : `Did you mean ‘${nearest}’?`,
  );
}
