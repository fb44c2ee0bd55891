import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type BuildEvent, follow, type RunningBuild, startBuild } from '../src/index.ts';
import { type Bench, bench, finished, log, ofType, pipeline, run, stage, wholeLog } from './build.ts';

const until = (condition: string): string => `while ! ${condition}; do sleep 0.1; done`;
const gone = until('[ -f "$HOME/go" ]');

/** Starts a build, and waits until its journal holds a text. */
async function reaching({ request }: Bench, text: string): Promise<RunningBuild> {
  const build = await startBuild(request);
  await reached(build, text);
  return build;
}

async function reached({ folder }: RunningBuild, text: string): Promise<void> {
  for (;;) {
    const journal = await readFile(join(folder, 'events.jsonl'), 'utf8').catch(() => '');
    if (journal.includes(text)) return;
    if (journal.includes('"build.finished"')) throw new Error(`it ended before “${text}”: ${journal}`);
    await pause(20);
  }
}

const go = async ({ stateDir }: Bench): Promise<void> => await writeFile(join(dirname(stateDir), 'go'), '');

const endOf = async (build: RunningBuild): Promise<BuildEvent[]> => await Array.fromAsync(follow(build));

test('a build that a newer one takes the place of runs its post blocks, however many newer ones come', async (t) => {
  const source = pipeline(
    stage('sh \'[ "$BUILD_NUMBER" = 3 ] || sleep 300\''),
    `options { disableConcurrentBuilds(abortPrevious: true) }
     post { always { sh '#!/bin/sh\\necho post-up; ${gone}; echo post-down' } }`,
  );
  const at = await bench(t, { Jenkinsfile: source });
  const first = await reaching(at, '"name":"sh"');
  const second = await reaching(at, 'Aborting #1');
  await reached(first, 'post-up');
  const third = await reaching(at, 'Aborting #1');
  await go(at);
  const [one, two, three] = await Promise.all([first, second, third].map(endOf));
  assert.deepEqual(log(one ?? []).slice(-2), ['post-up', 'post-down']);
  const ends = [one, two, three].map((events) => finished(events ?? []));
  assert.deepEqual(
    ends.map(({ result }) => result),
    ['NOT_BUILT', 'NOT_BUILT', 'SUCCESS'],
  );
  assert.equal(ends[0]?.error?.message, 'Superseded by #2');
});

test('builds that wait for their turn run in the order in which they came', async (t) => {
  const source = pipeline(stage(`sh '${gone}'`), 'options { disableConcurrentBuilds() }');
  const at = await bench(t, { Jenkinsfile: source });
  const builds = [await reaching(at, '"name":"sh"')];
  for (const older of [1, 2, 3]) builds.push(await reaching(at, `Waiting for #${older}`));
  await go(at);
  const all = await Promise.all(builds.map(endOf));
  const times = all.map((events) => ofType(events, 'stage.started')[0]?.at ?? '');
  assert.deepEqual(times, times.toSorted());
  assert.deepEqual(new Set(all.map((events) => finished(events).result)), new Set(['SUCCESS']));
});

test('a milestone ends older builds: those it leaves behind, and those that come later', async (t) => {
  const source = pipeline(
    stage(`
      sh '[ "$BUILD_NUMBER" != 1 ] || ${gone}'
      milestone 1
      sh '[ "$BUILD_NUMBER" != 2 ] || sleep 300'
      milestone 2
      echo 'through'`),
  );
  const at = await bench(t, { Jenkinsfile: source });
  const first = await reaching(at, '"name":"sh"');
  const second = await reaching(at, 'sleep 300');
  await reached(second, 'pass milestone 1');
  const third = await run(at.request);
  assert.equal(finished(third).result, 'SUCCESS', finished(third).error?.message);
  assert.ok(wholeLog(third).includes('Trying to pass milestone 2'));
  await go(at);
  for (const build of [first, second]) {
    const events = await endOf(build);
    const { result, error } = finished(events);
    assert.deepEqual([result, error?.message], ['NOT_BUILT', 'Superseded by #3']);
    assert.ok(!log(events).includes('through'));
  }
  const downwards = await bench(t, { Jenkinsfile: pipeline(stage('milestone 2\n milestone 1')) });
  assert.match(finished(await run(downwards.request)).error?.message ?? '', /Invalid ordinal 1, as .* was 2/);
});

test('a milestone inside of parallel branches is refused, at any depth', async (t) => {
  const inStages = `parallel { stage('A') { stages { stage('B') { steps { milestone 1 } } } } }`;
  const inScript = `steps { script { parallel(a: { withEnv(['X=1']) { milestone() } }) } }`;
  for (const body of [inStages, inScript]) {
    const { request } = await bench(t, { Jenkinsfile: pipeline(`stage('Outer') { ${body} }`) });
    const { result, error } = finished(await run(request));
    assert.equal(result, 'FAILURE');
    assert.equal(error?.message, 'Using a milestone step inside parallel is not allowed');
  }
});
