import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { mailServer } from '../../engine/test/mail-server.ts';
import { plab, repositoryWith } from './plab.ts';

const pipeline = (steps: string, more = ''): string =>
  `pipeline {\n agent any\n ${more}\n stages { stage('A') { steps {\n${steps}\n} } }\n}\n`;

describe('jobs: in plab.yml', () => {
  const parameters = "parameters { string(name: 'ENV', defaultValue: 'none')\n string(name: 'N') }";
  const deploy = pipeline("sh 'echo deploy to $ENV $N; exit $N'", parameters);

  test('a build starts the jobs that it names, here and in a repository beside it', async (t) => {
    const service = await repositoryWith(t, {
      Jenkinsfile: pipeline("sh 'cat who; echo to $ENV $N'", parameters),
      who: 'the service\n',
    });
    const folder = await repositoryWith(t, {
      'plab.yml': `jobs:
  deploy: ci/deploy.Jenkinsfile
  team/service: { repository: ../${service.split('/').at(-1)}, parameters: { ENV: test, N: 7 } }
`,
      'ci/deploy.Jenkinsfile': deploy,
      Jenkinsfile: pipeline(`
        build job: 'deploy', parameters: [string(name: 'ENV', value: 'prod'), string(name: 'N', value: '0')]
        build 'team/service'
        build job: 'team/service/main', parameters: [string(name: 'ENV', value: 'given')]`),
    });
    const { code, stdout } = await plab(folder, ['run', '--format', 'plain']);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /Build deploy #1 completed: SUCCESS/);
    const logs = async (job: string, number: string): Promise<string> =>
      (await plab(folder, ['logs', '--job', job, number])).stdout;
    assert.match(await logs('deploy', '1'), /^deploy to prod 0$/m);
    assert.match(await logs('team/service', '1'), /^the service\n\+ echo to test 7\nto test 7$/m);
    assert.match(await logs('team/service', '2'), /^to given 7$/m);
  });

  test('a job that fails is the failure of the build, and a name that is none is told with the nearest', async (t) => {
    const folder = await repositoryWith(t, {
      'plab.yml': 'jobs: { deploy: ci/deploy.Jenkinsfile, lost: ci/none.Jenkinsfile }\n',
      'ci/deploy.Jenkinsfile': deploy,
      Jenkinsfile: pipeline(
        'build job: params.JOB, parameters: [string(name: "N", value: "3")]',
        "parameters { string(name: 'JOB') }",
      ),
    });
    for (const [job, message] of [
      [
        'deploy',
        /Its error: script returned exit code 3\n[^]*deploy #1 completed with status FAILURE[^]*`plab show --job deploy 1` tells why/,
      ],
      ['deplo', /No item named deplo found\n.*Did you mean deploy\?/],
      ['lost', /Its error: there is no ci\/none\.Jenkinsfile in commit/],
    ] as const) {
      const { code, stdout } = await plab(folder, ['run', '--format', 'plain', '--param', `JOB=${job}`]);
      assert.equal(code, 1, stdout);
      assert.match(stdout, message);
    }
  });
});

test('mail: in plab.yml is the server that mails go to, with the login of the store of secrets', async (t) => {
  const place = await mkdtemp(join(tmpdir(), 'plab-cli-mail-'));
  t.after(() => rm(place, { recursive: true, force: true }));
  const server = await mailServer(t, place, 'smtp-pass-1');
  const folder = await repositoryWith(t, {
    'plab.yml': `mail: { host: localhost, port: ${server.port}, from: ci@example.org, to: team@example.org, credentialsId: smtp }\n`,
    Jenkinsfile: `pipeline { agent any
      stages { stage('A') { steps { sh 'exit 3' } } }
      post { failure { emailext subject: '$DEFAULT_SUBJECT', body: 'see $BUILD_NUMBER', to: '$DEFAULT_RECIPIENTS' } } }`,
  });
  const env = { NODE_EXTRA_CA_CERTS: server.certificate, PLAB_SECRET_SMTP: 'ci:smtp-pass-1' };
  const { code, stdout } = await plab(folder, ['run', '--format', 'plain'], env);
  assert.equal(code, 1, stdout);
  const [mail, ...others] = server.mails;
  assert.equal(others.length, 0);
  assert.deepEqual(mail && [mail.from, mail.to, mail.secure], ['ci@example.org', ['team@example.org'], true]);
  assert.match(mail?.raw ?? '', /^Subject: .* - Build # 1 - Failure!\r$[^]*^see 1\r?$/m);
  assert.doesNotMatch(stdout, /smtp-pass-1/);
});

test('configFiles: in plab.yml are files of the repository, and one that is not there is told', async (t) => {
  const folder = await repositoryWith(t, {
    'plab.yml': 'configFiles: { settings: ci/settings.xml, gone: ci/gone.xml }\n',
    'ci/settings.xml': '<settings/>\n',
    Jenkinsfile: pipeline(`
      configFileProvider([configFile(fileId: 'settings', variable: 'SETTINGS'), configFile(fileId: 'settings', targetLocation: 'here/s.xml')]) {
        sh 'cat "$SETTINGS"; cmp "$SETTINGS" here/s.xml && echo the same; echo "$SETTINGS" > where'
      }
      sh 'test ! -e here/s.xml && test ! -e "$(cat where)" && echo both gone'
      configFileProvider([configFile(fileId: 'gone', variable: 'X')]) { echo 'never' }`),
  });
  const { code, stdout } = await plab(folder, ['run', '--format', 'plain']);
  assert.equal(code, 1);
  assert.match(stdout, /<settings\/>\n[^]*the same\n[^]*both gone\n/);
  assert.match(
    stdout,
    /the managed file gone cannot be read: .*ci\/gone\.xml[^]*next: Check `configFiles:` in plab\.yml/,
  );
  assert.doesNotMatch(stdout, /never/);
});

test('what plab.yml says wrong is told with its place, before anything runs', async (t) => {
  const folder = await repositoryWith(t, {
    'plab.yml': `jobs: { "a b": x, deploy: { repo: here } }
mail: { host: localhost, port: 99999 }
configFiles: [one]
agents: [{ name: a, place: "", executors: 0 }]
colour: red
`,
    Jenkinsfile: pipeline("echo 'never'"),
  });
  const { code, stdout, stderr } = await plab(folder, ['run']);
  assert.equal(code, 1, stderr);
  for (const place of [
    /plab\.yml:1:\d+: jobs\.a b: use letters, digits/,
    /plab\.yml:1:35: jobs\.deploy\.repo: is not a key that is known here/,
    /plab\.yml:2:32: mail\.port: /,
    /plab\.yml:2:7: mail\.from: /,
    /plab\.yml:3:14: configFiles: /,
    /plab\.yml:4:28: agents\.0\.place: is empty: write local, ssh:user@host or an image/,
    /plab\.yml:4:43: agents\.0\.executors: /,
    /plab\.yml:5:9: colour: is not a key that is known here/,
  ])
    assert.match(stderr, place);
  assert.doesNotMatch(stdout, /never/);
});
