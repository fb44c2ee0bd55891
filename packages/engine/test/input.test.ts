import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, type BuildEvent, follow, type InputAnswer, startBuild } from '../src/index.ts';
import { bench, finished, log, ofType, pipeline, run, stage } from './build.ts';

type Question = Extract<BuildEvent, { type: 'input.requested' }>;

/** Runs a build and answers its questions in their order. */
async function answered(
  t: Parameters<typeof bench>[0],
  stages: string,
  answers: readonly InputAnswer[],
): Promise<{ readonly events: BuildEvent[]; readonly asked: Question[] }> {
  const { request } = await bench(t, { Jenkinsfile: pipeline(stages) });
  const build = await startBuild({ ...request, interactive: true });
  const events: BuildEvent[] = [];
  const asked: Question[] = [];
  for await (const event of follow(build)) {
    events.push(event);
    if (event.type !== 'input.requested') continue;
    asked.push(event);
    const given = answers[asked.length - 1];
    assert.ok(given !== undefined, `nobody answers question ${asked.length}`);
    await answer(build.folder, event.step, given);
  }
  return { events, asked };
}

test('an answer serves one question: the same message is asked again', async (t) => {
  const stages = `${stage("input 'Deploy?'", 'Staging')}\n${stage("input 'Deploy?'\n echo 'live'", 'Live')}`;
  const { events, asked } = await answered(t, stages, [{ proceed: true }, { proceed: false }]);
  assert.equal(asked.length, 2);
  assert.equal(finished(events).result, 'ABORTED');
  assert.ok(!log(events).includes('live'));
});

test('a question may be as long as it likes', async (t) => {
  const { events } = await answered(t, stage(`input '${'Выпустить новую версию? '.repeat(20)}'`), [
    { proceed: true },
  ]);
  assert.equal(finished(events).result, 'SUCCESS');
});

const two =
  "script { def a = input(message: 'Where?', id: 'w', parameters: [string(name: 'HOSTS', defaultValue: 'x'), choice(name: 'N', choices: ['1', '2'])]); echo \"${a.HOSTS}|${a.N}\" }";

test('values with commas and with the words of answers stay whole; a wrong one is asked again', async (t) => {
  const { events, asked } = await answered(t, stage(two), [
    { proceed: true, values: { HOSTS: 'a', N: '3' } },
    { proceed: true, values: { HOSTS: 'a,b=c', N: '2' } },
  ]);
  assert.equal(asked.length, 2);
  assert.match(log(events).join('\n'), /N cannot be “3”/);
  assert.ok(log(events).includes('a,b=c|2'));
  assert.equal(ofType(events, 'input.answered').length, 1);
  const word = stage("script { echo input(message: 'Which?', parameters: [string(name: 'W')]) }");
  const lone = await answered(t, word, [{ proceed: true, values: { W: 'abort' } }]);
  assert.ok(log(lone.events).includes('abort'));
});

test('beforehand: a comma ends a value only before the name of another parameter', async (t) => {
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(two)) });
  const events = await run({ ...request, answers: { w: 'HOSTS=a,b,N=2' } });
  assert.ok(log(events).includes('a,b|2'), log(events).join('\n'));
});
