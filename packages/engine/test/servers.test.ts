import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { secretStore, storePaths } from '../src/secrets.ts';
import { type Bench, bench, finished, log, pipeline, run, stage, wholeLog } from './build.ts';
import { type Servers, servers, watched } from './servers.ts';

interface Lab extends Omit<Bench, 'commit'>, Servers {
  /** Every way in which a secret may be written, none of which anything may hold. */
  readonly secrets: readonly string[];
  readonly env: Record<string, string>;
  readonly calls: string;
}

async function lab(t: TestContext, jenkinsfile: (at: Servers) => string): Promise<Lab> {
  const folder = await mkdtemp(join(tmpdir(), 'plab-servers-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const keyFile = join(folder, 'id');
  const passphrase = 'key phrase 1';
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', keyFile]);
  const at = await servers(t, folder, (await readFile(`${keyFile}.pub`, 'utf8')).trim());
  const inner = await bench(t, {
    Jenkinsfile: jenkinsfile(at),
    Dockerfile: 'FROM scratch\nCOPY Jenkinsfile /\n',
  });
  const { path, calls } = await watched(folder, ['git', 'ssh', 'docker']);
  const env = { ...inner.request.env, PATH: path, GIT_SSH_COMMAND: at.sshCommand };
  const store = secretStore(storePaths({ env, stateDir: inner.stateDir }));
  await store.set('login', { type: 'usernamePassword', username: at.login, password: at.password });
  await store.set('wrong', { type: 'usernamePassword', username: at.login, password: 'not-the-one' });
  const key = await readFile(keyFile, 'utf8');
  await store.set('key', { type: 'sshUserPrivateKey', username: 'git', key, passphrase });
  const { password, login } = at;
  const auth = Buffer.from(`${login}:${password}`).toString('base64');
  const secrets = [password, encodeURIComponent(password), auth, passphrase, key.split('\n')[2] ?? key];
  return { ...inner, ...at, env, calls, secrets };
}

/** Nothing of a secret in arguments, logs and journals, or in what a build leaves behind. */
async function keepsSecrets({ stateDir, calls, secrets, env }: Lab): Promise<void> {
  const names = await readdir(stateDir, { recursive: true, withFileTypes: true });
  const files = names
    .filter((entry) => entry.isFile() && entry.name !== 'secrets.json')
    .map(({ parentPath, name }) => join(parentPath, name));
  const home = (await readdir(env['HOME'] ?? '')).filter((name) => name === '.docker');
  assert.deepEqual(home, []);
  assert.ok(files.some((file) => file.endsWith('.git/config')) || files.length > 0);
  for (const file of [calls, ...files]) {
    const text = await readFile(file, 'latin1');
    for (const secret of secrets)
      assert.ok(!text.includes(Buffer.from(secret).toString('latin1')), `${file} holds a secret`);
  }
}

test('git over HTTP with a password, and over SSH with a key that has a passphrase', async (t) => {
  const all = await lab(t, ({ http, ssh }) =>
    pipeline(
      stage(`script {
        dir('http') { def m = git url: '${http}', branch: 'main', credentialsId: 'login'; echo m.GIT_COMMIT; sh '#!/bin/sh\\ncat hello' }
        dir('ssh') { def m = checkout scmGit(branches: [[name: 'main']], userRemoteConfigs: [[url: '${ssh}', credentialsId: 'key']])
          echo m.GIT_COMMIT; sh '#!/bin/sh\\ncat hello' } }`),
    ),
  );
  const events = await run({ ...all.request, env: all.env });
  assert.equal(finished(events).error, undefined, wholeLog(events).join('\n'));
  const lines = log(events);
  assert.equal(lines.filter((line) => line === all.commit).length, 2);
  assert.equal(lines.filter((line) => line === 'here').length, 2);
  await keepsSecrets(all);
});

test('git with a wrong password fails, and asks nobody', async (t) => {
  const all = await lab(t, ({ http }) =>
    pipeline(stage(`git url: '${http}', branch: 'main', credentialsId: 'wrong'`)),
  );
  const { result, error } = finished(await run({ ...all.request, env: all.env }));
  assert.deepEqual([result, error?.message], ['FAILURE', 'git fetch ended with exit code 128']);
});

test('docker: push to and pull from a registry with a password, and neither without it', async (t) => {
  const all = await lab(t, ({ registry }) =>
    pipeline(
      stage(`script {
        docker.withRegistry('http://${registry}', 'login') {
          def image = docker.build("plab-test:\${env.BUILD_NUMBER}", '-q .')
          image.push()
          image.push('other')
          sh 'docker rmi ${registry}/plab-test:other'
          image.tag('again')
          echo "as \${image.imageName()}"
          docker.image('plab-test:other').pull()
        }
        withDockerRegistry(credentialsId: 'login', url: 'http://${registry}') { sh 'docker pull ${registry}/plab-test:1' }
        echo "without: \${sh(returnStatus: true, script: 'docker push ${registry}/plab-test:1')}"
        docker.withRegistry('http://${registry}', 'wrong') { sh 'docker push ${registry}/plab-test:other' }
      }`),
      `post { always { sh 'docker rmi -f plab-test:1 ${registry}/plab-test:1 ${registry}/plab-test:other ${registry}/plab-test:again' } }`,
    ),
  );
  const events = await run({ ...all.request, env: all.env });
  const lines = wholeLog(events);
  assert.equal(finished(events).error?.message, 'script returned exit code 1', lines.join('\n'));
  assert.ok(lines.includes('without: 1'), lines.join('\n'));
  assert.ok(lines.includes(`as ${all.registry}/plab-test:1`));
  assert.match(lines.join('\n'), /unauthorized|no basic auth credentials/);
  await keepsSecrets(all);
});
