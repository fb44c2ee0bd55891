import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { bench, finished, log, pipeline, run, stage } from './build.ts';

const files = {
  'vars/greet.groovy': `import org.demo.Names
def call(Map options = [:], String name) { echo "\${options.word ?: 'hello'} \${new Names(this).upper(name)}" }
def twice(String text) { return text * 2 }`,
  'vars/inBox.groovy': `def call(Closure body) { echo 'open'; body(); echo 'close' }`,
  'src/org/demo/Names.groovy': `package org.demo
class Names extends Base { Names(script) { super(script) }
  String upper(String name) { script.echo "upper \${name}"; return name.toUpperCase() } }`,
  'src/org/demo/Zbase.groovy': `package org.demo
class Base implements Serializable { def script
  Base(script) { this.script = script } }`,
  'resources/org/demo/text.txt': 'from a resource',
};

async function write(folder: string, content: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(content)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

const calls = `greet 'bob'
  greet('ann', word: 'hi')
  echo greet.twice('x')
  inBox { echo 'inside' }
  echo libraryResource('org/demo/text.txt')`;

const said = [
  'upper bob',
  'hello BOB',
  'upper ann',
  'hi ANN',
  'xx',
  'open',
  'inside',
  'close',
  'from a resource',
];

for (const [how, source] of [
  ['@Library', `@Library('shared') _\n${pipeline(stage(`script { ${calls} }`))}`],
  ['libraries { lib }', pipeline(stage(`script { ${calls} }`), "libraries { lib('shared') }")],
  ['library', pipeline(stage(`script { library 'shared'\n ${calls} }`))],
] as const)
  test(`a library of a local folder, by ${how}: vars, classes, resources`, async (t) => {
    const { request, stateDir } = await bench(t, { Jenkinsfile: source });
    const folder = join(stateDir, 'shared');
    await write(folder, files);
    const events = await run({ ...request, libraries: [{ name: 'shared', source: folder }] });
    assert.equal(finished(events).error?.message, undefined);
    assert.deepEqual(log(events).slice(-said.length), said);
  });

test('a library of a git repository is pinned by its version', async (t) => {
  const source = `@Library('shared@v1') _\n${pipeline(stage('version()'))}`;
  const { request, stateDir } = await bench(t, { Jenkinsfile: source });
  const folder = join(stateDir, 'library');
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args]);
  await write(folder, { 'vars/version.groovy': "def call() { echo 'one' }" });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', '1');
  git('tag', 'v1');
  await write(folder, { 'vars/version.groovy': "def call() { echo 'two' }" });
  git('commit', '-q', '-am', '2');
  const libraries = [{ name: 'shared', source: `file://${folder}` }];
  assert.equal(log(await run({ ...request, libraries })).at(-1), 'one');
});

test('load, and errors of libraries', async (t) => {
  const source = pipeline(
    stage(
      "script { def helper = load 'helper.groovy'\n echo helper.add(1, 2).toString()\n library 'shard' }",
    ),
  );
  const { request } = await bench(t, {
    Jenkinsfile: source,
    'helper.groovy': 'def add(a, b) { a + b }\nreturn this',
  });
  const events = await run({ ...request, libraries: [{ name: 'shared', source: '/nowhere' }] });
  assert.ok(log(events).includes('3'));
  const { error } = finished(events);
  assert.equal(error?.message, 'No definition for library ‘shard’ found');
  assert.match(error?.hint ?? '', /shared/);
});
