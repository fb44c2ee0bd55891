import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, log, ofType, pipeline, run, stage } from './build.ts';

test('parameters and env.X = … go before the variables of the machine, and blocks before both', async (t) => {
  const steps = `script { env.PATH = "/zzz:\${env.PATH}"; env.BUILD_TAG = 'mine' }
    echo "LANG \${env.LANG} HOME \${HOME} TAG \${BUILD_TAG}"
    sh '#!/bin/sh\\necho "$LANG $HOME \${PATH%%:*} $BUILD_TAG"'
    withEnv(['HOME=block']) { sh '#!/bin/sh\\necho "in $HOME"' }`;
  const { request } = await bench(t, {
    Jenkinsfile: pipeline(
      stage(steps),
      "parameters { string(name: 'LANG', defaultValue: 'p')\n string(name: 'HOME') }",
    ),
  });
  const env = { ...request.env, LANG: 'C.UTF-8' };
  const lines = log(await run({ ...request, env, params: { HOME: '/parameter' } }));
  assert.deepEqual(lines, ['LANG p HOME /parameter TAG mine', 'p /parameter /zzz mine', 'in block']);
});

test('secrets that were handed to the build are no variables of it, and no log shows them', async (t) => {
  const steps = `echo "E \${env.PLAB_SECRET_TOK} \${env.getEnvironment().containsKey('PLAB_SECRET_TOK')}"
    sh '#!/bin/sh\\necho "S [$PLAB_SECRET_TOK]"; echo it is s3cr3tvalue'`;
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(steps)) });
  const env = { ...request.env, PLAB_SECRET_TOK: 's3cr3tvalue' };
  const events = await run({ ...request, env, secrets: { PIN: '7' } });
  assert.deepEqual(log(events), ['E null false', 'S []', 'it is ****']);
  assert.deepEqual(
    ofType(events, 'notice').map(({ text }) => text),
    ['the secret PIN is too short to be hidden in the log'],
  );
});

test('a variable that is null is there, and hides a variable of the environment', async (t) => {
  const steps = `script { version = null; PATH2 = null }
    echo "\${version} \${PATH2} \${version ? 'set' : 'unset'}"`;
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(steps)) });
  const env = { ...request.env, PATH2: 'of the environment' };
  assert.deepEqual(log(await run({ ...request, env })), ['null null unset']);
});

test('no object of JavaScript can be reached by a name', async (t) => {
  const names = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__'];
  const quoted = names.map((name) => `'${name}'`).join(', ');
  const script = `for (name in [${quoted}]) {
      echo "env \${env[name]} \${env.getProperty(name)} \${env.get(name)}"
      for (each in [scm, currentBuild, docker, this]) {
        try { echo "found \${name} \${each[name]}" } catch (MissingPropertyException e) { }
      }
      try { echo "found \${getProperty(name)}" } catch (MissingPropertyException e) { }
    }
    try { echo "found \${__proto__}" } catch (MissingPropertyException e) { }
    try { echo "found \${valueOf}" } catch (MissingPropertyException e) { }
    echo "params \${params.constructor}"`;
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(`script { ${script} }`)) });
  const lines = log(await run(request));
  assert.deepEqual(lines, [...names.map(() => 'env null null null'), 'params null'], lines.join('\n'));
});
