import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { git, plab, repositoryWith } from './plab.ts';

const pipeline = (stages: string, more = ''): string =>
  `pipeline {\n agent any\n ${more}\n stages {\n${stages}\n }\n}\n`;
const stage = (name: string, steps: string, more = ''): string =>
  `stage('${name}') { ${more}\n steps { ${steps} } }`;

describe('what plab run says', () => {
  test('plain: failing tests with their place and age, and one line for a stage that is skipped', async (t) => {
    const report = `<testsuite name="s"><testcase classname="c" name="ok"/>
      <testcase classname="c" name="sum"><failure message="1 is not 2">at c.js:7</failure></testcase></testsuite>`;
    const folder = await repositoryWith(t, {
      'r.xml': report,
      Jenkinsfile: pipeline(
        `${stage('Test', "junit 'r.xml'")}\n${stage('Tag', "echo 'never'", 'when { buildingTag() }')}`,
      ),
    });
    assert.equal((await plab(folder, ['run', '--format', 'json'])).code, 3);
    const { code, stdout } = await plab(folder, ['run', '--format', 'plain']);
    assert.equal(code, 3);
    assert.match(
      stdout,
      /tests: 1 passed, 1 failed, 0 skipped\n.* c › sum \(c\.js:7\), for 2 builds\n.*1 is not 2/,
    );
    const tag = stdout.split('\n').filter((line) => line.startsWith('[Tag]'));
    assert.deepEqual(tag, [
      '[Tag] started',
      '[Tag] Stage "Tag" skipped due to when conditional',
      '[Tag] - skipped',
    ]);
  });

  test('the value of a password parameter is in no log, whoever gave it', async (t) => {
    const folder = await repositoryWith(t, {
      Jenkinsfile: pipeline(
        stage('A', 'sh \'echo "got $PW"\'\n echo "and ${params.PW}"'),
        "parameters { password(name: 'PW', defaultValue: 'from-the-file') }",
      ),
    });
    const { stdout } = await plab(folder, ['run', '--format', 'json', '--param', 'PW=given-secret']);
    assert.match(stdout, /got \*\*\*\*/);
    assert.doesNotMatch(stdout, /given-secret/);
    const usual = await plab(folder, ['run', '--format', 'plain']);
    assert.match(usual.stdout, /got \*\*\*\*/);
    assert.doesNotMatch(usual.stdout, /from-the-file/);
  });

  test('an error that catchError took is told once in the format jenkins, and not as the end of the build', async (t) => {
    const folder = await repositoryWith(t, {
      Jenkinsfile: pipeline(stage('A', "catchError(buildResult: 'UNSTABLE') { error 'soft' }\n echo 'on'")),
    });
    const { code, stdout } = await plab(folder, ['run', '--format', 'jenkins']);
    assert.equal(code, 3);
    assert.equal(stdout.split('ERROR: soft').length, 2, stdout);
    assert.match(stdout, /\[Pipeline\] End of Pipeline\nFinished: UNSTABLE\n$/);
  });

  test('a label that none of the configured agents has', async (t) => {
    const folder = await repositoryWith(t, {
      'plab.yml': 'agents: [{ name: big, labels: [linux, gpu] }]\n',
      Jenkinsfile: `pipeline { agent none\n stages {\n${['gpu', 'gqu', 'linux && gpu', 'built-in']
        .map((label) => stage(`on ${label}`, "echo 'x'", `agent { label '${label}' }`))
        .join('\n')}\n} }`,
    });
    const { code, stdout } = await plab(folder, ['run', '--format', 'plain']);
    assert.equal(code, 0, stdout);
    const notes = stdout.split('\n').filter((line) => line.includes('note: '));
    assert.deepEqual(notes, [
      '[on gqu] note: no agent has the label gqu, so this machine takes it; there are big, linux, gpu',
    ]);
    assert.equal(stdout.split('Running on big').length, 3, stdout);
  });

  test('an input that nobody can answer: how its parameters are given, and which answers there were', async (t) => {
    const folder = await repositoryWith(t, {
      Jenkinsfile: pipeline(
        stage(
          'A',
          "input id: 'go', message: 'Where?', parameters: [string(name: 'HOST'), string(name: 'PORT')]",
        ),
      ),
    });
    const { code, stdout } = await plab(folder, ['run', '--format', 'plain', '--input', 'HOST=a']);
    assert.equal(code, 1);
    assert.match(
      stdout,
      /nobody can be asked here: Where\?\n.*--input 'go=HOST=…,PORT=…'`\. There are answers to HOST only\./,
    );
    const given = await plab(folder, ['run', '--format', 'plain', '--input', 'go=HOST=a,PORT=1']);
    assert.equal(given.code, 0, given.stdout);
  });

  test('a library: no folder, no such version', async (t) => {
    const shared = await repositoryWith(t, { 'vars/hi.groovy': "def call() { echo 'hi' }\n" });
    const folder = await repositoryWith(t, {
      'plab.yml': `libraries: [{ name: a, source: ../none }, { name: b, source: '${shared}' }]\n`,
      Jenkinsfile: `library params.NAME\n${pipeline(stage('A', 'hi()'), "parameters { string(name: 'NAME') }")}`,
    });
    const said = async (name: string): Promise<string> =>
      (await plab(folder, ['run', '--format', 'plain', '--unknown-step', 'late', '--param', `NAME=${name}`]))
        .stdout;
    assert.match(await said('a'), /library a: there is no folder .*\/none\n.*`source` in plab\.yml/);
    assert.match(await said('b@v9'), /library b@v9 cannot be fetched: .*v9\n.*git ls-remote /);
    git(shared, 'tag', 'v9');
    assert.match(await said('b@v9'), /\[A\] hi\n/);
  });

  test('what cannot be found is told in plain words, as wrong usage', async (t) => {
    const folder = await repositoryWith(t, { Jenkinsfile: pipeline(stage('A', "echo 'a'")) });
    for (const [args, message] of [
      [['run', '-C', 'nowhere'], /-C nowhere: there is no such folder/],
      [['run', '--secret-file', 'none.env'], /none\.env cannot be read: there is no such file/],
      [['logs', 'abc'], /abc is not the number of a build/],
    ] as const) {
      const { code, stderr } = await plab(folder, args);
      assert.equal(code, 2, stderr);
      assert.match(stderr, message);
    }
  });
});
