import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { secretStore, storePaths } from '../src/secrets.ts';
import { bench, finished, log, pipeline, run, stage } from './build.ts';

test('credentials of every type reach their block, hidden, and their files go with it', async (t) => {
  const steps = `
    withCredentials([string(credentialsId: 'token', variable: 'TOKEN'),
        usernamePassword(credentialsId: 'login', usernameVariable: 'U', passwordVariable: 'P'),
        usernameColonPassword(credentialsId: 'login', variable: 'BOTH'),
        file(credentialsId: 'config', variable: 'CONFIG'),
        sshUserPrivateKey(credentialsId: 'key', keyFileVariable: 'KEY', usernameVariable: 'KU'),
        [$class: 'StringBinding', credentialsId: 'token', variable: 'OLD']]) {
      sh '''#!/bin/sh
        echo "token $TOKEN $OLD"; printf %s "$TOKEN" | base64; echo "$U $P $BOTH"; echo "$KU"
        cat "$CONFIG" | tr a-z A-Z; stat -c %a "$CONFIG" "$KEY"; tail -1 "$KEY"
      '''
    }
    sh '#!/bin/sh\\necho "after [$TOKEN] [$PLAB_SECRET_TOKEN]"'`;
  const { request, stateDir } = await bench(t, { Jenkinsfile: pipeline(stage(steps)) });
  const env = { ...request.env, PLAB_SECRET_TOKEN: 'tok-12345' };
  const store = secretStore(storePaths({ env, stateDir }));
  await store.set('login', { type: 'usernamePassword', username: 'bob', password: 'pass-word' });
  await store.set('config', {
    type: 'file',
    name: 'c.ini',
    base64: Buffer.from('setting=1\n').toString('base64'),
  });
  await store.set('key', { type: 'sshUserPrivateKey', username: 'git', key: 'BEGIN KEY\nthekeyitself' });
  const events = await run({ ...request, env });
  assert.equal(finished(events).error, undefined);
  assert.deepEqual(log(events), [
    'token **** ****',
    '****',
    'bob **** ****',
    'git',
    'SETTING=1',
    '600',
    '600',
    '****',
    'after [] []',
  ]);
  const left = await readdir(join(stateDir, 'workspaces'), { recursive: true });
  assert.deepEqual(
    left.filter((name) => /c\.ini|ssh-key/.test(name)),
    [],
  );
});

test('credentials() in an environment, from the file of secrets', async (t) => {
  const source = pipeline(
    stage('sh \'#!/bin/sh\\necho "$A|$B|$B_USR" | tr a-z A-Z\''),
    "environment { A = credentials('plain')\n B = credentials('login') }",
  );
  const { request, stateDir } = await bench(t, { Jenkinsfile: source });
  const store = secretStore(storePaths({ env: request.env, stateDir }));
  await store.set('login', { type: 'usernamePassword', username: 'bob', password: 'pass-word' });
  const events = await run({ ...request, secrets: { plain: 'from-file' } });
  assert.deepEqual(log(events), ['FROM-FILE|BOB:PASS-WORD|BOB']);
});

test('a credential that is missing or of another type is a clear error', async (t) => {
  const binding = "withCredentials([file(credentialsId: 'x', variable: 'X')]) { echo 'never' }";
  const { request, stateDir } = await bench(t, { Jenkinsfile: pipeline(stage(binding)) });
  const missing = finished(await run(request)).error;
  assert.equal(missing?.message, "Could not find credentials entry with ID 'x'");
  assert.match(missing?.hint ?? '', /plab secrets set x.*PLAB_SECRET_X/);
  const store = secretStore(storePaths({ env: request.env, stateDir }));
  await store.set('x', { type: 'string', value: 'secret' });
  const wrong = finished(await run(request)).error;
  assert.equal(wrong?.message, "Credentials 'x' is of type 'string' where 'file' was expected");
});

test('plab secrets reads the value from stdin and never shows it', async (t) => {
  const { stateDir } = await bench(t, { Jenkinsfile: '' });
  const program = join(import.meta.dirname, '../../cli/src/main.ts');
  const plab = (args: string[], input = ''): string =>
    execFileSync(process.execPath, [program, 'secrets', ...args], {
      input,
      env: { PATH: process.env['PATH'], HOME: stateDir, XDG_STATE_HOME: stateDir },
    }).toString();
  plab(['set', 'token'], 'hunter22\n');
  assert.equal(plab(['list']), 'token\tstring\n');
  assert.match(plab(['rm', 'token']), /token/);
  assert.equal(plab(['list']), '');
});
