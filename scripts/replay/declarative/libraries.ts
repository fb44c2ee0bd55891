import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Call, callsIn, type Expression } from '../java/expressions.ts';
import { type Statement, statementsOfMethod } from '../java/methods.ts';
import { type Names, textOf } from '../plugin/fragments.ts';
import type { Plugin } from '../plugin/sources.ts';

/** An entry of `libraries:` in `plab.yml`. */
export interface LibraryEntry {
  readonly name: string;
  readonly source: string;
  version?: string;
  implicit?: true;
}

/** Makes the shared libraries that a test sets up, each in a folder beside the project. */
export function writeLibraries(
  statements: readonly Statement[],
  plugin: Plugin,
  folder: string,
): LibraryEntry[] {
  const names: Names = { messages: new Map(), constants: new Map() };
  const entries = new Map<string | undefined, LibraryEntry>();
  for (const { name: variable, value } of statements) {
    for (const call of callsIn(value)) {
      const owner = call.on?.kind === 'name' ? call.on.name : '';
      if (owner === 'otherRepo' || owner === 'thirdRepo') inRepository(join(folder, owner), call, plugin);
      if (call.name === 'new LibraryConfiguration') {
        const [name, retriever] = call.args;
        const source = retriever && repositoryIn(retriever);
        if (name !== undefined && source !== undefined)
          entries.set(variable ?? textOf(name, names), {
            name: textOf(name, names),
            source: join(folder, source),
          });
      }
      const entry = entries.get(owner);
      if (call.name === 'setDefaultVersion' && entry !== undefined && call.args[0] !== undefined)
        entry.version = textOf(call.args[0], names);
    }
  }
  const calls = statements.flatMap(({ value }) => callsIn(value));
  const global = calls.some(({ name }) => name === 'initGlobalLibrary') ? [writeGlobal(plugin, folder)] : [];
  return [...entries.values(), ...global];
}

/** The name of the repository that a library is fetched from. */
function repositoryIn(retriever: Expression): string | undefined {
  for (const { on } of callsIn(retriever))
    if (on?.kind === 'name' && on.name.endsWith('Repo')) return on.name;
  return undefined;
}

function inRepository(folder: string, { name, args }: Call, plugin: Plugin): void {
  const texts = args.map((each) => contentOf(each, plugin));
  if (name === 'init') {
    mkdirSync(folder, { recursive: true });
    git(folder, 'init', '--quiet', '--initial-branch', 'master');
  } else if (name === 'write') writeText(join(folder, texts[0] ?? ''), texts[1] ?? '');
  else if (name === 'git') git(folder, ...texts);
}

/** A text of a test, or the file of the plugin that it stands for. */
function contentOf(expression: Expression, plugin: Plugin): string {
  const names: Names = { messages: new Map(), constants: new Map() };
  if (expression.kind !== 'call' || expression.name !== 'pipelineSourceFromResources')
    return textOf(expression, names);
  const [path] = expression.args;
  return (path && plugin.resource(`${textOf(path, names)}.groovy`)) ?? '';
}

/** The library that all tests with `initGlobalLibrary()` have. */
function writeGlobal(plugin: Plugin, folder: string): LibraryEntry {
  const base = plugin.classes.get('AbstractModelDefTest') ?? '';
  const source = join(folder, 'somelib');
  for (const { value } of statementsOfMethod(base, 'initGlobalLibrary')) {
    if (value.kind !== 'call' || value.name !== 'writeStringToFile') continue;
    const [file, lines] = value.args;
    const [, name] = file?.kind === 'call' ? file.args : [];
    const list = lines && callsIn(lines).find(({ name: each }) => each === 'asList');
    if (name === undefined || list === undefined) continue;
    const text = list.args.map((line) => contentOf(line, plugin)).join('\n');
    writeText(join(source, 'vars', contentOf(name, plugin)), text);
  }
  return { name: 'somelib', source, implicit: true };
}

function writeText(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function git(folder: string, ...args: string[]): void {
  const own = ['-C', folder, '-c', 'user.name=replay', '-c', 'user.email=replay@localhost'];
  execFileSync('git', [...own, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
}
