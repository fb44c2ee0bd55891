import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { git, plab, repositoryWith } from '../../cli/test/plab.ts';
import { collect, settled } from '../src/index.ts';
import type { BuildView, View } from '../src/view.ts';

const jenkinsfile = `pipeline { agent any
  parameters { string(name: 'GO', defaultValue: '') }
  stages {
    stage('Wait') { steps { sh 'until [ -e "$GO" ]; do sleep 0.05; done' } }
    stage('Fail') { steps { sh 'echo out of luck; exit 3' } } } }`;

function stateOf(build: BuildView | undefined, name: string): string | undefined {
  return build?.stages.find((stage) => stage.name === name)?.state;
}

test('builds are told as they come and go, from none on', async (t) => {
  const folder = await repositoryWith(t, { Jenkinsfile: jenkinsfile });
  const end = new AbortController();
  t.after(() => end.abort());
  const go = join(folder, 'go');
  const job = folder.split('/').at(-1) ?? '';
  const stateFolder = join(folder, '.state', 'plab');
  const subjectOf = async (revision: string): Promise<string> => `about ${revision.slice(0, 4)}`;
  const request = { project: 'shop', job, stateFolder, subjectOf };
  const collected = collect(request, end.signal);
  const until = async (wanted: (builds: readonly BuildView[]) => boolean): Promise<readonly BuildView[]> => {
    const { promise, resolve } = Promise.withResolvers<readonly BuildView[]>();
    const look = ({ builds }: View): void => {
      if (builds !== undefined && wanted(builds)) resolve(builds);
    };
    const stop = collected.subscribe(() => look(collected.view()));
    look(collected.view());
    return await promise.finally(stop);
  };

  assert.deepEqual(await until(() => true), []);
  const run = plab(folder, ['run', '--timeout', '60s', '--param', `GO=${go}`]);
  const [running] = await until((builds) => stateOf(builds[0], 'Wait') === 'running');
  assert.deepEqual([running?.number, running?.result], [1, undefined]);
  assert.equal(running?.subject, `about ${git(folder, 'rev-parse', 'HEAD').slice(0, 4)}`);
  assert.equal((await plab(folder, ['run', '--dry-run'])).code, 0);
  const both = await until(([build]) => build?.number === 2 && build.result === 'SUCCESS');
  assert.deepEqual(
    both.map(({ number, dryRun, result }) => [number, dryRun, result]),
    [
      [2, true, 'SUCCESS'],
      [1, false, undefined],
    ],
  );
  const killed = plab(folder, ['run', '--param', `GO=${go}`]);
  await until((builds) => builds[0]?.number === 3 && stateOf(builds[0], 'Wait') === 'running');
  const pid = await readFile(join(stateFolder, 'builds', job, '3', 'pid'), 'utf8');
  process.kill(Number.parseInt(pid), 'SIGKILL');
  assert.equal((await killed).code, 1);
  const { builds: now = [] } = await settled(collect(request, end.signal), end.signal);
  assert.deepEqual(
    now.map(({ number, result, subject }) => [number, result, subject]),
    [
      [3, 'FAILURE', running?.subject],
      [2, 'SUCCESS', running?.subject],
      [1, undefined, running?.subject],
    ],
    'a snapshot has the one that runs and the one that died, too',
  );
  assert.match(now[0]?.failure?.message ?? '', /ended without finishing it/);
  assert.equal(stateOf(now[2], 'Wait'), 'running');
  await writeFile(go, '');
  const [, , failed] = await until((builds) => builds[2]?.result === 'FAILURE');
  assert.equal((await run).code, 1);
  assert.deepEqual([failed?.failure?.stage, failed?.failure?.lines.at(-2)], ['Fail', 'out of luck']);
  end.abort();
  await collected.done;
});
