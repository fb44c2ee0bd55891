import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { folderWith, mainFile, plab, repositoryWith } from './plab.ts';

const pipeline = (stages: string): string => `pipeline {\n agent any\n stages {\n${stages}\n }\n}\n`;

/** The lines of an output that hold a word. */
const lines = (output: string, word: string): string[] =>
  output.split('\n').filter((line) => line.includes(word));

test('timestamps shows the time of each line inside, and only there, in every format', async (t) => {
  const folder = await repositoryWith(t, {
    Jenkinsfile: pipeline(
      `stage('A') { steps { timestamps { sh 'echo from-inside; exit 0' ; echo 'from-inside too' }; echo 'from-outside' } }
       stage('B') { options { timestamps() }\n steps { echo 'from-option' } }`,
    ),
  });
  const time = String.raw`\[20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\]`;
  const check = (output: string, before: string): void => {
    const timed = new RegExp(`^${before}${time} `);
    const inside = [...lines(output, 'from-inside'), ...lines(output, 'from-option')];
    assert.ok(inside.length >= 3, output);
    for (const line of inside) assert.match(line, timed);
    for (const line of lines(output, 'from-outside')) assert.doesNotMatch(line, new RegExp(time));
    assert.equal(lines(output, 'from-outside').length, 1);
  };
  const first = await plab(folder, ['run', '--format', 'plain']);
  assert.equal(first.code, 0, first.stderr);
  check(first.stdout, String.raw`\[[AB]\] `);
  check((await plab(folder, ['run', '--format', 'jenkins'])).stdout, '');
  check((await plab(folder, ['logs', '1'])).stdout, '');
  check((await plab(folder, ['logs', '1', '--format', 'jenkins'])).stdout, '');
});

test('the summary shows the stage that failed, not one before it in the file that was aborted for it', async (t) => {
  const branch = (name: string, script: string): string => `stage('${name}') { steps { sh '${script}' } }`;
  const folder = await repositoryWith(t, {
    Jenkinsfile: pipeline(
      `stage('P') { failFast true\n parallel { ${branch('Slow', 'echo waits; sleep 100')}
         ${branch('Late', 'echo fails-later; while [ ! -e ../failed ]; do sleep 0.1; done; sleep 1; exit 1')}
         ${branch('Bad', 'echo because; touch ../failed; exit 3')} } }`,
    ),
  });
  await plab(folder, ['run', '--format', 'plain']);
  const { stdout } = await plab(folder, ['show']);
  assert.match(stdout, /\n✖ P \/ Bad\n(?: {2}.*\n)* {2}because\n/);
  assert.doesNotMatch(stdout, /^. P \/ (Slow|Late)$/m);
});

test('stages of the same names joined have ids of their own, and the log of each is found', async (t) => {
  const folder = await repositoryWith(t, {
    Jenkinsfile: pipeline(
      `stage('A') { stages { stage('B') { steps { echo 'of-the-inner' } } } }
       stage('A / B') { steps { echo 'of-the-slash' } }
       stage('C') { steps { script {
         stage('x') { echo 'x-one' }; stage('x (2)') { echo 'x-literal' }; stage('x') { echo 'x-two' } } } }
       stage('x / y') { steps { echo 'of-x-y' } }`,
    ),
  });
  const { code, stderr } = await plab(folder, ['run', '--format', 'plain']);
  assert.equal(code, 0, stderr);
  const said = async (stage: string): Promise<string[]> => {
    const { stdout } = await plab(folder, ['logs', '--stage', stage]);
    return stdout.match(/of-[\w-]+|x-\w+/g) ?? [];
  };
  assert.deepEqual(await said('A / B'), ['of-the-inner']);
  assert.deepEqual(await said('B'), ['of-the-inner']);
  assert.deepEqual(await said(String.raw`A \/ B`), ['of-the-slash']);
  assert.deepEqual(await said('x / y'), ['of-x-y']);
  assert.deepEqual(await said('C'), ['x-one', 'x-literal', 'x-two']);
  assert.deepEqual(await said('C / x (2)'), ['x-literal']);
  const { stdout } = await plab(folder, ['run', '--stage', 'A / B', '--format', 'plain']);
  assert.deepEqual(stdout.match(/of-[\w-]+/g), ['of-the-inner']);
});

/** What a command writes to a terminal of its own, made by script(1). */
async function inTerminal(folder: string, args: readonly string[]): Promise<string> {
  const command = [process.execPath, mainFile, ...args].map((word) => `'${word}'`).join(' ');
  const env = {
    ...process.env,
    XDG_STATE_HOME: join(folder, '.state'),
    TERM: 'xterm',
    NODE_TEST_CONTEXT: undefined,
  };
  const { stdout } = await promisify(execFile)('script', ['-qec', command, '/dev/null'], {
    cwd: folder,
    env,
  });
  return stdout;
}

const colours = new RegExp(String.raw`${'\u001B'}\[[\d;]*m`, 'g');

test('what a build says moves, clears and names nothing on a terminal', async (t) => {
  const evil = String.raw`\u001B[2J\u001B]0;taken\u0007\u009B3A`;
  const folder = await repositoryWith(t, {
    Jenkinsfile: pipeline(
      `stage('A') { steps { script {
         currentBuild.description = "told ${evil}"
         echo "coloured \\u001B[31mred\\u001B[0m ${evil}\\tend"
         echo "10 %\\r100 %"
         error "wrong ${evil}\\nin two lines" } } }`,
    ),
  });
  const first = await plab(folder, ['run', '--format', 'plain']);
  assert.equal(first.code, 1);
  assert.ok(first.stdout.includes('\u001B[2J'), 'a file or a pipe gets the log as it is');
  for (const args of [['show'], ['builds']]) {
    const { stdout } = await plab(folder, args);
    assert.doesNotMatch(stdout.replaceAll(colours, ''), /[^\P{Cc}\n]/u);
    assert.match(stdout, /told|wrong.*\nin two lines/);
  }
  for (const args of [
    ['logs', '1'],
    ['logs', '1', '--format', 'plain'],
    ['logs', '1', '--format', 'jenkins'],
    ['logs', '1', '--json'],
  ]) {
    const shown = await inTerminal(folder, args);
    const rest = shown.replaceAll(colours, '');
    assert.doesNotMatch(rest, /[^\P{Cc}\r\n\t]/u, args.join(' '));
    assert.ok(['\u001B', String.raw`\u001b`].some((escape) => shown.includes(`coloured ${escape}[31mred`)));
    if (!args.includes('--json')) assert.match(rest, /\tend\r\n(?:.*\r\n)*?.*(?<!10 %)100 %\r\n/);
  }
});

test('logs --json prints the events of a build', async (t) => {
  const folder = await repositoryWith(t, { Jenkinsfile: pipeline(`stage('A') { steps { echo 'hi' } }`) });
  await plab(folder, ['run', '--format', 'plain']);
  const { stdout } = await plab(folder, ['logs', '1', '--json']);
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly seq: number; readonly type: string });
  assert.equal(events.at(-1)?.type, 'build.finished');
  assert.deepEqual(
    events.map(({ seq }) => seq),
    events.map((_, index) => index + 1),
  );
});

test('a file of the repository may be named through a link to it', async (t) => {
  const folder = await repositoryWith(t, {
    'ci/..odd/Own': pipeline(`stage('A') { steps { echo 'found' } }`),
  });
  const links = await folderWith(t, {});
  await symlink(folder, join(links, 'link'));
  const state = { XDG_STATE_HOME: join(folder, '.state') };
  for (const [directory, file] of [
    [join(links, 'link'), 'ci/..odd/Own'],
    [join(links, 'link', 'ci'), '..odd/Own'],
    [folder, join(links, 'link/ci/..odd/Own')],
  ] as const) {
    const { stdout, stderr } = await plab(links, ['run', '-C', directory, file, '--format', 'plain'], state);
    assert.match(stdout, /found/, stderr);
  }
  const outside = await plab(links, ['run', '-C', 'link', '../Jenkinsfile'], state);
  assert.match(outside.stderr, /is outside of the repository/);
  assert.equal(outside.code, 2);
});
