import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { secretStore, storePaths } from '../src/secrets.ts';
import { stepNames } from '../src/steps/registry.ts';
import { bench, finished, ofType, pipeline, run, stage } from './build.ts';
import { exampleFiles, stepExamples } from './step-examples.ts';

test('every step that runs here has an example', () => {
  assert.deepEqual(Object.keys(stepExamples).toSorted(), stepNames);
});

test('every step does in a build what its example says', async (t) => {
  const calls = Object.entries(stepExamples).map(
    ([name, [groovy]]) => `echo '== ${name}'
      try { ${groovy} } catch (e) { echo "\${e.class.simpleName}: \${e.message}" }`,
  );
  const body = `sh 'chmod +x fake/*'\n${calls.join('\n')}`;
  const { request, repository, stateDir } = await bench(t, {
    ...exampleFiles,
    Jenkinsfile: pipeline(stage(`script { ${body} }`)),
    'lib/resources/text.txt': 'of the library',
  });
  const store = secretStore(storePaths({ env: request.env, stateDir }));
  await store.set('text', { type: 'string', value: 'secret' });
  const events = await run({
    ...request,
    env: { ...request.env, REPO: `file://${repository}` },
    answers: { '*': 'there' },
    tools: { maven: { own: '/opt/own' } },
    libraries: [{ name: 'lib', source: join(repository, 'lib') }],
  });
  const printed = new Map<string, string>();
  let current = '';
  for (const line of ofType(events, 'log').flatMap(({ lines }) => lines)) {
    const [, name] = /^== (\w+)$/.exec(line) ?? [];
    if (name !== undefined) current = name;
    else if (current !== '') printed.set(current, line);
  }
  const ran = new Set(ofType(events, 'step.started').map(({ name }) => name));
  for (const [name, [, prints]] of Object.entries(stepExamples)) {
    assert.ok(ran.has(name), name);
    assert.equal(printed.get(name), prints, name);
  }
  assert.equal(finished(events).result, 'UNSTABLE');
});
