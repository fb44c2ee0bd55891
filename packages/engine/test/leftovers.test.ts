import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type BuildRequest, follow, startBuild } from '../src/index.ts';
import { isAlive, processNow } from '../src/history/process.ts';
import { bench, finished, log, pipeline, run, stage } from './build.ts';

test('the files of secrets go with a build that is killed', async (t) => {
  const source = pipeline(
    stage(`withCredentials([file(credentialsId: 'f', variable: 'F')]) { sh '[ -f "$F" ]; sleep 60' }`),
  );
  const { request, stateDir, started } = await bench(t, { Jenkinsfile: source });
  const build = await startBuild({ ...request, secrets: { f: 'a secret in a file' } });
  await started(1);
  const folder = join(stateDir, 'workspaces', 'job@tmp', 'secretFiles');
  const files = async (): Promise<string[]> => await readdir(folder).catch(() => []);
  assert.equal((await files()).length, 1);
  process.kill(build.pid ?? 0, 'SIGKILL');
  while ((await files()).length > 0) await pause(50);
});

/** Writes down the process of its own that outlives it: in a session of its own, without its output. */
const leaves = (file: string, more = ''): string =>
  `sh '#!/bin/sh\\n${more} setsid sh -c "echo \\\\$\\\\$ >$HOME/${file}; exec sleep 300" >/dev/null 2>&1 & ` +
  `while [ ! -s "$HOME/${file}" ]; do sleep 0.1; done'`;

async function leftIn({ env }: BuildRequest, file: string): Promise<number> {
  return Number(await readFile(join(env['HOME'] ?? '', file), 'utf8'));
}

async function over(pid: number): Promise<void> {
  while (isAlive(processNow(pid))) await pause(50);
}

test('what a step leaves behind ends with its node, unless it says that it shall not', async (t) => {
  const source = pipeline(
    `${stage(leaves('one'))}\n${stage(`sh "kill -0 \\$(cat $HOME/one)"\n${leaves('two', 'JENKINS_NODE_COOKIE=dontKillMe')}`, 'B')}`,
  );
  const { request } = await bench(t, { Jenkinsfile: source });
  const events = await run({ ...request, graceMs: 2000 });
  assert.equal(finished(events).result, 'SUCCESS', log(events).join('\n'));
  const left = await leftIn(request, 'two');
  t.after(() => process.kill(left, 'SIGKILL'));
  assert.ok(!isAlive(processNow(await leftIn(request, 'one'))), 'it ended before the build did');
  assert.ok(isAlive(processNow(left)));
});

test('what a module of the user leaves behind ends with its node, too', async (t) => {
  const { request, repository } = await bench(t, { Jenkinsfile: pipeline(stage('leave()')) });
  const leave = join(repository, 'leave.mjs');
  await writeFile(
    leave,
    `import { spawn } from 'node:child_process';
    import { writeFileSync } from 'node:fs';
    export function run({ env }) {
      const child = spawn('sleep', ['300'], { env, detached: true, stdio: 'ignore' });
      writeFileSync(env.HOME + '/one', String(child.pid));
      child.unref();
    }`,
  );
  const events = await run({ ...request, graceMs: 2000, steps: { leave } });
  assert.equal(finished(events).result, 'SUCCESS', log(events).join('\n'));
  assert.ok(!isAlive(processNow(await leftIn(request, 'one'))), 'it ended before the build did');
});

test('an abort ends what a step has put into a session of its own', async (t) => {
  const source = pipeline(
    stage(`${leaves('one')}\n sh '#!/bin/sh\\nsetsid sleep 300 & echo $! >$HOME/two; echo under-way; wait'`),
    `post { always { sh '#!/bin/sh\\nkill -0 $(cat $HOME/one) && echo one lives; ps -o stat= -p $(cat $HOME/two) | grep -v Z || echo two is gone' } }`,
  );
  const { request } = await bench(t, { Jenkinsfile: source });
  const events = await run(
    { ...request, graceMs: 2000 },
    (event) => event.type === 'log' && event.lines.includes('under-way'),
  );
  assert.equal(finished(events).result, 'ABORTED');
  assert.ok(log(events).includes('one lives') && log(events).includes('two is gone'), log(events).join('\n'));
});

test('a build that is killed takes what its steps left with it', async (t) => {
  const source = pipeline(stage(`${leaves('one')}\n sh 'echo under-way; sleep 300'`));
  const { request } = await bench(t, { Jenkinsfile: source });
  const build = await startBuild({ ...request, graceMs: 2000 });
  for await (const event of follow(build)) {
    if (event.type === 'log' && event.lines.includes('under-way')) process.kill(build.pid ?? 0, 'SIGKILL');
  }
  await over(await leftIn(request, 'one'));
});
