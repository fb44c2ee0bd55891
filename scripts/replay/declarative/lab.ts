import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { callsIn } from '../java/expressions.ts';
import { allStatementsOf } from '../java/methods.ts';
import type { Change } from '../plugin/cases.ts';
import { textOf } from '../plugin/fragments.ts';
import type { Plugin } from '../plugin/sources.ts';
import type { LibraryEntry } from './libraries.ts';

/** An agent that a test class makes. */
export interface Agent {
  readonly labels: readonly string[];
  readonly env: Record<string, string>;
}

/** The agents that a test class makes before or in its tests, with the variables that it gives them. */
export function agentsOf(classSource: string): Agent[] {
  const agents = new Map<string, Agent>();
  const made: Agent[] = [];
  const names = { messages: new Map(), constants: new Map() };
  for (const { name = '', value } of allStatementsOf(classSource)) {
    for (const call of callsIn(value)) {
      const [first, second] = call.args;
      if (call.name === 'createSlave' && first?.kind === 'text') {
        const agent = { labels: first.value.split(' '), env: { ONAGENT: 'true' } };
        agents.set(name, agent);
        made.push(agent);
      }
      const target = callsIn(value)[0]?.on;
      const owner = target?.kind === 'name' ? agents.get(target.name) : undefined;
      if (call.name === 'new Entry' && owner !== undefined && first !== undefined && second !== undefined)
        owner.env[textOf(first, names)] = textOf(second, names);
    }
  }
  return made;
}

/** Writes a project: its files, and what the tests of the plugin have around it, all in a commit. */
export function writeProject(
  folder: string,
  files: ReadonlyMap<string, string>,
  agents: readonly Agent[],
  libraries: readonly LibraryEntry[],
): void {
  for (const [path, text] of files) writeText(join(folder, path), text);
  const described = agents.map(({ labels, env }) => ({ name: labels[0], labels, place: 'local', env }));
  writeFileSync(
    join(folder, 'plab.yml'),
    JSON.stringify({
      agents: described,
      tools: writeTools(dirname(folder)),
      jobs: { test0: 'Jenkinsfile' },
      libraries,
    }),
  );
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'replay');
}

/** Makes an empty repository. */
export function startRepository(folder: string): void {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet', '--initial-branch', 'master');
}

/** Does what a test does to its repository between two builds. */
export function changeProject(folder: string, changes: readonly Change[], plugin: Plugin): void {
  for (const change of changes) {
    if ('git' in change) git(folder, ...change.git);
    else
      writeText(
        join(folder, change.path),
        'text' in change ? change.text : (plugin.resource(change.resource) ?? ''),
      );
  }
}

function writeText(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function git(folder: string, ...args: string[]): void {
  execFileSync('git', ['-C', folder, '-c', 'user.name=replay', '-c', 'user.email=replay@localhost', ...args]);
}

const tools = [
  { type: 'maven', program: 'mvn', name: 'apache-maven-3.0.1', says: 'Apache Maven 3.0.1 ()' },
  { type: 'maven', program: 'mvn', name: 'apache-maven-3.5.0', says: 'Apache Maven 3.5.0 ()' },
  { type: 'ant', program: 'ant', name: 'default', says: 'Apache Ant' },
  { type: 'ant', program: 'ant', name: 'apache-ant-1.8.4', says: 'Apache Ant' },
];

/** Programs that only say their version, as the tests ask for nothing else. */
function writeTools(folder: string): Record<string, Record<string, string>> {
  const homes: Record<string, Record<string, string>> = {};
  for (const { type, program, name, says } of tools) {
    const home = join(folder, 'tools', name);
    mkdirSync(join(home, 'bin'), { recursive: true });
    writeFileSync(join(home, 'bin', program), `#!/bin/sh\necho '${says}'\n`);
    chmodSync(join(home, 'bin', program), 0o755);
    homes[type] = { ...homes[type], [name]: home };
  }
  return homes;
}
