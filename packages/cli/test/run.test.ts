import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { plab, repositoryWith } from './plab.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

interface Watching {
  readonly child: ChildProcess;
  readonly folder: string;
  /** Resolves when the output has a text as often as this. */
  readonly saw: (text: string, times: number) => Promise<void>;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

async function watching(t: TestContext, steps: string): Promise<Watching> {
  const Jenkinsfile = `pipeline { agent any\n stages { stage('A') { steps { ${steps} } } } }\n`;
  const folder = await repositoryWith(t, { Jenkinsfile, input: 'one', '.gitignore': '.state\n*.ignored\n' });
  const child = spawn(process.execPath, [main, 'run', '--watch', '--format', 'plain'], {
    cwd: folder,
    env: { ...process.env, XDG_STATE_HOME: join(folder, '.state'), NODE_TEST_CONTEXT: undefined },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  t.after(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  let output = '';
  let wake = (): void => {};
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      wake();
    });
  const saw = async (text: string, times: number): Promise<void> => {
    while (output.split(text).length <= times) {
      assert.equal(child.exitCode, null, output);
      await Promise.race([new Promise<void>((resolve) => (wake = resolve)), ended]);
    }
  };
  return { child, folder, saw, output: () => output, ended };
}

const waits = 'plab: waits for a change';

test('run --watch builds the working tree again after each change that git sees, until Ctrl-C', async (t) => {
  const { child, folder, saw, output, ended } = await watching(
    t,
    `sh '#!/bin/sh\\necho "got $(cat input)"; test "$(cat input)" = two'`,
  );
  await saw(waits, 1);
  for (const name of ['x', 'ä b', 'two\nlines']) await writeFile(join(folder, `${name}.ignored`), 'nothing');
  // Longer than a burst of changes: what is not ignored would be built by itself.
  await pause(1000);
  await writeFile(join(folder, 'input'), 'two');
  await saw(waits, 2);
  await writeFile(join(folder, 'Jenkinsfile'), 'pipeline { broken }');
  await saw(waits, 3);
  child.kill('SIGINT');
  await ended;
  assert.deepEqual(output().match(/got \w+/g), ['got one', 'got two']);
  assert.match(output(), /FAILURE[^]*SUCCESS[^]*Jenkinsfile:1:/);
});

test('run --watch aborts the build that runs when something changes', async (t) => {
  const { child, folder, saw, output, ended } = await watching(
    t,
    `sh '#!/bin/sh\\necho "got $(cat input)"; test "$(cat input)" = two || exec sleep 600'`,
  );
  await saw('got one', 1);
  await writeFile(join(folder, 'input'), 'two');
  await saw('got two', 1);
  await saw(waits, 2);
  assert.match(output(), /ABORTED[^]*SUCCESS/);
  child.kill('SIGINT');
  await ended;
});

test('run --dry-run opens every stage, tells of every step, and runs none', async (t) => {
  const Jenkinsfile = `pipeline { agent any
    parameters { string(name: 'WHO', defaultValue: 'x') }
    stages {
      stage('A') { steps { sh 'touch made'; dir('d') { writeFile file: 'f', text: '' }; script { error 'never' } } }
      stage('B') { when { environment name: 'WHO', value: 'y' }
        steps { echo 'b' } }
      stage('C') { parallel { stage('D') { steps { error 'no' } }
        stage('E') { steps { retry(2) { sh 'exit 1' }; waitUntil { fileExists 'none' }
          withCredentials([string(credentialsId: 'none', variable: 'X')]) { echo 'c' } } } } }
    }
    post { always { mail to: 'a@b.c', subject: 's', body: 'b' } } }`;
  const folder = await repositoryWith(t, { Jenkinsfile });
  const { code, stdout, stderr } = await plab(folder, ['run', '--dry-run', '--json']);
  assert.equal(code, 0, stderr);
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const of = (type: string, key: string): unknown[] =>
    events.filter((event) => event['type'] === type).map((event) => event[key]);
  assert.deepEqual(
    of('stage.finished', 'result').filter((result) => result !== 'SUCCESS'),
    ['NOT_BUILT'],
  );
  const told = new Set(of('step.started', 'name'));
  for (const name of ['sh', 'dir', 'writeFile', 'script', 'error', 'retry', 'mail'])
    assert.ok(told.has(name), name);
  assert.deepEqual(
    of('step.started', 'summary').filter((summary) => summary === 'b' || summary === 'c'),
    ['c'],
  );
});
