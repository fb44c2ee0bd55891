import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { follow, startBuild } from '../src/index.ts';
import { secretStore, storePaths } from '../src/secrets.ts';
import { bench, finished, log, ofType, pipeline, run, stage } from './build.ts';

test('sh: label, encoding, both return flags, /dev/stderr, the order of stdout and stderr', async (t) => {
  const script = `sh label: 'the label', script: 'echo one; echo two >/dev/stderr; echo three'
    echo sh(script: '#!/bin/sh\\nprintf "\\\\351\\\\n"', encoding: 'ISO-8859-1', returnStdout: true)
    try { sh script: 'x', returnStatus: true, returnStdout: true } catch (e) { echo e.message }
    sh 'no-such-command'`;
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(`script { ${script} }`)) });
  const events = await run(request);
  const lines = log(events);
  assert.deepEqual(lines.slice(0, 6), ['+ echo one', 'one', '+ echo two', 'two', '+ echo three', 'three']);
  assert.ok(lines.includes('é') && lines.includes('you may not set both returnStatus and returnStdout'));
  assert.ok(ofType(events, 'step.started').some(({ summary }) => summary === 'the label'));
  assert.equal(finished(events).error?.message, 'script returned exit code 127');
});

test('git and checkout of other repositories: branch, folder, map and scmGit', async (t) => {
  const script = `git url: REPO, branch: 'side'
    sh '#!/bin/sh\\ncat file'
    def vars = checkout([$class: 'GitSCM', branches: [[name: '*/main']], userRemoteConfigs: [[url: REPO]],
      extensions: [[$class: 'RelativeTargetDirectory', relativeTargetDir: 'sub']]])
    echo "\${vars.GIT_COMMIT.length()} \${readFile('sub/file').trim()}"
    checkout scmGit(branches: [[name: 'v1']], userRemoteConfigs: [[url: REPO]], extensions: [])
    echo readFile('file').trim()
    git url: REPO, branch: 'none'`;
  const { request, repository } = await bench(t, {
    Jenkinsfile: pipeline(stage(`script { ${script} }`)),
    file: 'main',
  });
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-C', repository, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args]);
  git('tag', 'v1');
  git('checkout', '-q', '-b', 'side');
  execFileSync('sh', ['-c', 'echo side >"$1"', 'sh', join(repository, 'file')]);
  git('commit', '-qam', 'side');
  git('checkout', '-q', 'main');
  const events = await run({ ...request, env: { ...request.env, REPO: `file://${repository}` } });
  const lines = log(events).filter((line) => !line.startsWith(' >') && !line.startsWith('Check'));
  assert.deepEqual(lines.slice(0, 3), ['side', '40 main', 'main']);
  assert.match(finished(events).error?.message ?? '', /git fetch ended with exit code/);
});

test('waitUntil, lock, print, buildName, step, properties, wrap', async (t) => {
  const script = `int n = 0
    waitUntil(quiet: true) { n++; n > 1 }
    parallel a: { lock('x') { sleep time: 300, unit: 'MILLISECONDS'; writeFile file: 'held', text: ''; } }, b: { sleep time: 100, unit: 'MILLISECONDS'; lock(resource: 'x', variable: 'L') { echo "held \${fileExists('held')} \${L}" } }
    print "n \${n}"
    buildName 'v1'; buildDescription 'text'
    step([$class: 'ArtifactArchiver', artifacts: 'held'])
    properties([buildDiscarder(logRotator(numToKeepStr: '5'))])
    wrap([$class: 'AnsiColorBuildWrapper']) { echo currentBuild.displayName }
    step([$class: 'Other'])`;
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(`script { ${script} }`)) });
  const events = await run(request);
  const lines = log(events);
  for (const line of ['n 2', 'held true x', 'v1'])
    assert.ok(lines.includes(line), `${line} in ${lines.join('|')}`);
  assert.deepEqual(
    ofType(events, 'artifact').map(({ path }) => path),
    ['held'],
  );
  assert.equal(ofType(events, 'notice').length, 2);
  assert.equal(finished(events).error?.message, 'step: nothing here runs Other');
});

test('messages: mail is kept, Slack gets its webhook, and nothing is sent in silence', async (t) => {
  const received: string[] = [];
  const server = createServer((request, response) => {
    request
      .on('data', (chunk: Buffer) => received.push(chunk.toString()))
      .on('end', () => response.end('ok'));
  }).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const steps = `emailext to: 'a@b.c', subject: 'Sub\\nject', body: 'Hello'
    slackSend channel: '#c', message: 'silent'
    withEnv(["SLACK_WEBHOOK_URL=${url}"]) { slackSend message: 'built' }`;
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(steps)) });
  const events = await run(request);
  assert.equal(finished(events).error?.message, undefined);
  assert.deepEqual(received, ['{"text":"built"}']);
  const notices = ofType(events, 'notice').map(({ text }) => text);
  assert.ok(notices.some((text) => text.includes('no mail is sent')));
  assert.ok(notices.some((text) => text.includes('nothing was sent to Slack')));
  const mail = await readFile(/it is in ([^;]+)/.exec(notices.join('\n'))?.[1] ?? '', 'utf8');
  assert.equal(mail, 'to: a@b.c\nsubject: Sub ject\n\nHello\n');
});

test('sshagent is a real agent that holds the key for its block', async (t) => {
  const steps = `sshagent(['key']) { sh '#!/bin/sh\\nssh-add -l | cut -d" " -f3'; sh '#!/bin/sh\\necho $SSH_AGENT_PID >pid' }
    sh '#!/bin/sh\\nkill -0 $(cat pid) 2>/dev/null || echo gone; echo "[$SSH_AUTH_SOCK]"'`;
  const { request, stateDir } = await bench(t, { Jenkinsfile: pipeline(stage(steps)) });
  const file = join(stateDir, '..', 'id');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'open sesame', '-C', 'the-comment', '-f', file]);
  const key = await readFile(file, 'utf8');
  const store = secretStore(storePaths({ env: request.env, stateDir }));
  await store.set('key', { type: 'sshUserPrivateKey', username: 'git', key, passphrase: 'open sesame' });
  const events = await run(request);
  assert.equal(finished(events).error?.message, undefined);
  const lines = log(events);
  for (const line of ['the-comment', 'gone', '[]']) assert.ok(lines.includes(line), lines.join('|'));
});

test('the ssh-agent of a build that was killed does not live on', async (t) => {
  const steps = `sshagent([]) { sh '#!/bin/sh\\necho up $SSH_AGENT_PID $SSH_AUTH_SOCK; exec sleep 300' }`;
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(steps)) });
  const build = await startBuild({ ...request, graceMs: 1000 });
  let socket = '';
  for await (const event of follow(build)) {
    const [, pid, path = ''] =
      /^up (\d+) (.+)$/m.exec(event.type === 'log' ? event.lines.join('\n') : '') ?? [];
    if (pid === undefined) continue;
    process.kill(Number(pid), 0);
    socket = path;
    process.kill(build.pid ?? 0, 'SIGKILL');
  }
  // It removes its socket when it ends; the test's own time limit is what ends this if it lives on.
  while (existsSync(socket)) await pause(20);
});

test('copyArtifacts takes what an earlier build kept; build and other steps say what is missing', async (t) => {
  const script = `if (env.BUILD_NUMBER == '1') { writeFile file: 'd/a.txt', text: 'kept'; archiveArtifacts 'd/*' }
    else { copyArtifacts projectName: 'job', filter: '**/*.txt', target: 't', flatten: true, selector: lastSuccessful(); echo readFile('t/a.txt')
      try { build job: 'other' } catch (e) { echo e.message }
      try { kubernetesDeploy configs: 'x' } catch (e) { echo e.message } }`;
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(`script { ${script} }`)) });
  await run(request);
  const lines = log(await run(request));
  assert.deepEqual(lines.slice(-3), [
    'kept',
    'No item named other found',
    'The step kubernetesDeploy of Jenkins does not run here',
  ]);
});

test('coverage: LCOV, Cobertura and JaCoCo are summed', async (t) => {
  const files = {
    'lcov.info':
      'TN:\nSF:a.js\nDA:1,1\nLF:10\nLH:7\nBRF:4\nBRH:1\nend_of_record\nSF:b.js\nLF:10\nLH:3\nend_of_record\n',
    'cobertura.xml':
      '<?xml version="1.0"?><coverage line-rate="0.5" lines-covered="5" lines-valid="10" branches-covered="1" branches-valid="2"></coverage>',
    'jacoco.xml':
      '<report name="x"><package name="p"><counter type="LINE" missed="9" covered="9"/></package><counter type="LINE" missed="1" covered="9"/><counter type="BRANCH" missed="1" covered="1"/></report>',
  };
  const steps =
    "recordCoverage(tools: [[parser: 'COBERTURA', pattern: '*.xml'], [parser: 'LCOV', pattern: 'lcov.info']])";
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(steps)), ...files });
  const [report] = ofType(await run(request), 'coverage.report');
  assert.deepEqual(report?.lines, { covered: 24, total: 40 });
  assert.deepEqual(report.branches, { covered: 3, total: 8 });
});

test('limits of coverage make the result; those that are not looked at are told', async (t) => {
  const lcov = 'TN:\nSF:a.js\nDA:1,1\nLF:10\nLH:5\nBRF:4\nBRH:1\nend_of_record\n';
  const outcome = async (step: string): Promise<[string, string[], string[]]> => {
    const { request } = await bench(t, { Jenkinsfile: pipeline(stage(step)), 'lcov.info': lcov });
    const events = await run(request);
    const missed = log(events).filter((line) => line.startsWith('Quality gate'));
    return [finished(events).result, missed, ofType(events, 'notice').map(({ text }) => text)];
  };
  const low = (metric: string, text: string): string => `Quality gate not passed: ${metric}: ${text}`;
  assert.deepEqual(
    await outcome(`recordCoverage qualityGates: [[threshold: 50.0, metric: 'LINE'], [threshold: 30, metric: 'BRANCH', criticality: 'FAILURE'],
      [threshold: 1, metric: 'LINE', baseline: 'MODIFIED_LINES']]`),
    [
      'FAILURE',
      [low('BRANCH', '25.0 %, at least 30 (FAILURE)')],
      ['the quality gate MODIFIED_LINES LINE is not looked at here'],
    ],
  );
  assert.deepEqual(
    await outcome("recordCoverage qualityGates: [[threshold: 51, metric: 'LINE', unstable: true]]"),
    ['UNSTABLE', [low('LINE', '50.0 %, at least 51 (UNSTABLE)')], []],
  );
  assert.deepEqual(
    await outcome("jacoco changeBuildStatus: true, minimumLineCoverage: '40', maximumLineCoverage: '60'"),
    ['UNSTABLE', [low('LINE', '50.0 %, at least 60 (UNSTABLE)')], []],
  );
  assert.deepEqual(
    await outcome(
      "publishCoverage failUnhealthy: true, globalThresholds: [[thresholdTarget: 'Line', unhealthyThreshold: 55.0, unstableThreshold: 60.0]]",
    ),
    [
      'FAILURE',
      [low('LINE', '50.0 %, at least 60 (UNSTABLE)'), low('LINE', '50.0 %, at least 55 (FAILURE)')],
      [],
    ],
  );
  assert.deepEqual(
    await outcome("cobertura coberturaReportFile: 'lcov.info', lineCoverageTargets: '80, 0, 0'"),
    ['SUCCESS', [], ['lineCoverageTargets is not looked at here']],
  );
});

test('pwsh runs where it is installed, bat never; pwd(tmp: true) and encodings of files', async (t) => {
  const script = `try { bat 'dir' } catch (e) { echo e.message }
    try { pwsh 'x' } catch (e) { echo e.message }
    writeFile file: 'fake/pwsh', text: '#!/bin/sh\\nshift 3; cat "$1"; exit 3\\n'; sh 'chmod +x fake/pwsh'
    withEnv(["PATH+P=\${pwd()}/fake"]) { echo pwsh(script: 'ran', returnStatus: true).toString() }
    echo (pwd(tmp: true) == pwd() + '@tmp').toString()
    writeFile file: 'b', text: 'aGVsbG8=', encoding: 'Base64'; echo readFile('b') + readFile(file: 'b', encoding: 'Base64')
    readFile file: 'b', encoding: 'none'`;
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(`script { ${script} }`)) });
  const events = await run(request);
  const lines = log(events).filter((line) => !line.startsWith('+'));
  const expected = [
    'bat: Windows is not on this agent',
    'pwsh: PowerShell is not on this agent',
    'ran',
    '3',
    'true',
    'helloaGVsbG8=',
  ];
  assert.deepEqual(lines, expected);
  assert.match(finished(events).error?.message ?? '', /there is no encoding none/);
});

test('print and println take whatever there is, a map too, or nothing', async (t) => {
  const script = "println([a: 1, b: 2]); println(); println null; print 'x'; print([1, [c: 3]])";
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(`script { ${script} }`)) });
  assert.deepEqual(log(await run(request)), ['[a:1, b:2]', '', 'null', 'x', '[1, [c:3]]']);
});

test('stages that a script opens under one name are stages of their own', async (t) => {
  const script = "for (i in 1..2) { stage('p') { echo \"in ${i}\"; parallel x: { echo 'x' } } }";
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(`script { ${script} }`)) });
  const opened = ofType(await run(request), 'stage.started').map(({ stage: id, name }) => `${id}: ${name}`);
  assert.deepEqual(opened.slice(-4), ['A / p: p', 'A / p / x: x', 'A / p (2): p', 'A / p (2) / x: x']);
});
