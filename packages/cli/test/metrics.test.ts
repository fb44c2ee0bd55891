import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, test, type TestContext } from 'node:test';
import { text } from 'node:stream/consumers';
import { aptInstall } from '@pipeline-lab/image';
import { readPlabFile } from '../src/run/plab-file.ts';
import { folderWith, plab, repositoryWith } from './plab.ts';

const jenkinsfile = `pipeline { agent any
  options { buildDiscarder(logRotator(numToKeepStr: '1')) }
  parameters { string(name: 'DO', defaultValue: 'true') }
  stages {
    stage('Build') { steps { echo 'builds' } }
    stage('Test') { steps { sh '''eval "$DO"
      echo '<testsuite name="s" tests="2"><testcase name="a"/><testcase name="b"/></testsuite>' >t.xml'''
      junit 't.xml' } } } }`;

/** The value of a series in Prometheus' text. */
function valueOf(figures: string, series: string): string | undefined {
  return figures
    .split('\n')
    .find((line) => line.startsWith(`${series} `))
    ?.slice(series.length + 1);
}

/** What promtool finds wrong with names, types and help texts. */
function promtool(figures: string): string {
  return execFileSync('promtool', ['check', 'metrics'], { input: figures, encoding: 'utf8' });
}

/** Whether Prometheus' parser of OpenMetrics takes it; the program wants a time on each line. */
async function parsesAsOpenMetrics(t: TestContext, figures: string): Promise<void> {
  const folder = await folderWith(t, { figures: figures.replaceAll(/^[^#\n].*$/gm, '$& 1700000000') });
  const create = [
    'tsdb',
    'create-blocks-from',
    'openmetrics',
    join(folder, 'figures'),
    join(folder, 'blocks'),
  ];
  assert.match(execFileSync('promtool', create, { encoding: 'utf8' }), /BLOCK ULID/);
}

describe('figures of builds', { concurrency: true }, () => {
  before(async () => {
    if (!existsSync('/usr/bin/promtool')) await aptInstall(['prometheus'], new AbortController().signal);
  });

  test('are in the textfile after each run, and never fall although builds are discarded or die', async (t) => {
    const out = await mkdtemp(join(tmpdir(), 'plab-textfile-'));
    t.after(() => rm(out, { recursive: true, force: true }));
    const file = join(out, 'plab.prom');
    const folder = await repositoryWith(t, {
      Jenkinsfile: jenkinsfile,
      'plab.yml': `metrics: { textfile: ${file} }\n`,
    });
    const project = folder.split('/').at(-1);
    const run = async (...more: string[]): Promise<number> => (await plab(folder, ['run', ...more])).code;
    const count = async (result: string): Promise<string | undefined> =>
      valueOf(
        await readFile(file, 'utf8'),
        `pipelinelab_runs_total{project="${project}",result="${result}"}`,
      );

    assert.equal(await run(), 0);
    assert.equal((await stat(file)).mode & 0o777, 0o644);
    assert.equal(await run('--param', 'DO=exit 3'), 1);
    assert.equal(await run('--dry-run'), 0);
    assert.equal(await run(), 0);
    assert.deepEqual([await count('success'), await count('failure')], ['2', '1']);
    assert.equal(await run('--param', 'DO=kill -9 $PPID'), 1);
    assert.deepEqual([await count('success'), await count('failure')], ['2', '2']);
    assert.deepEqual(await readdir(out), ['plab.prom']);

    const written = await readFile(file, 'utf8');
    assert.equal(promtool(written), '');
    assert.equal(valueOf(written, `pipelinelab_tests{project="${project}",outcome="passed"}`), '2');
    assert.equal(
      valueOf(written, `pipelinelab_stage_duration_seconds_count{project="${project}",stage="Test"}`),
      '3',
    );
    const { stdout } = await plab(folder, ['metrics']);
    await parsesAsOpenMetrics(t, stdout);
    assert.equal((await plab(folder, ['metrics', '--format', 'prometheus'])).stdout, written);
  });

  test('leave out what is no entry of a ledger, and tell of it', async (t) => {
    const folder = await repositoryWith(t, { Jenkinsfile: jenkinsfile });
    assert.equal((await plab(folder, ['run'])).code, 0);
    const ledger = join(folder, '.state', 'plab', 'ledger', 'builds.jsonl');
    await appendFile(ledger, '\n{"job":\n\n{"job":"x"}\n');
    const { code, stdout, stderr } = await plab(folder, ['metrics']);
    assert.equal(code, 0);
    assert.match(stderr, /builds\.jsonl: left out, for they are not whole: lines 4\n/);
    assert.match(stderr, /builds\.jsonl: left out, for they are no entries of a ledger: 1 lines\n/);
    assert.match(stdout, /^pipelinelab_runs_total\{.*result="success"\} 1$/m);
    // What the ledger has lost is counted anew from the journals.
    await rm(ledger);
    assert.equal((await plab(folder, ['metrics'])).stdout, stdout);
    assert.equal((await plab(folder, ['metrics'])).stdout, stdout);
  });

  test('are pushed to a Pushgateway; one that refuses or hangs is a warning', async (t) => {
    const pushed: { method: string; path: string; type: string; body: string }[] = [];
    let status = 200;
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        const { method = '', url: path = '', headers } = request;
        pushed.push({ method, path, type: headers['content-type'] ?? '', body });
        if (status !== 0) response.writeHead(status).end();
      });
    });
    t.after(() => server.close().closeAllConnections());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const folder = await repositoryWith(t, {
      Jenkinsfile: jenkinsfile,
      'plab.yml': `metrics: { push: "${url}/", textfile: nowhere/plab.prom }\n`,
    });
    const first = await plab(folder, ['run']);
    assert.equal(first.code, 0);
    assert.match(first.stderr, /warning: no metrics were written to .*nowhere\/plab\.prom: ENOENT/);
    const [start, end] = pushed;
    assert.match(start?.body ?? '', /^cicd_pipeline_run_active\{.*state="executing"\} 1$/m);
    assert.match(end?.body ?? '', /^cicd_pipeline_run_active\{.*state="executing"\} 0$/m);
    const { method, path, type, body } = end ?? { method: '', path: '', type: '', body: '' };
    assert.equal(method, 'PUT');
    assert.match(path, /^\/metrics\/job\/plab\/instance\/[^/]+$/);
    assert.match(type, /^text\/plain; version=0\.0\.4/);
    assert.equal(promtool(body), '');
    assert.match(body, /^pipelinelab_runs_total\{.*result="success"\} 1$/m);

    for (const [answer, told] of [
      [503, /warning: no metrics were pushed to .*: it answered 503/],
      [0, /warning: no metrics were pushed to .*: .*timeout/],
    ] as const) {
      status = answer;
      const { code, stderr } = await plab(folder, ['run']);
      assert.equal(code, 0, stderr);
      assert.match(stderr, told);
    }
  });
});

test('what metrics: in plab.yml may not be is told before anything runs', async (t) => {
  const folder = await folderWith(t, {});
  const problemsOf = async (metrics: string): Promise<string> => {
    const file = join(folder, 'plab.yml');
    await writeFile(file, `metrics: { ${metrics} }\n`);
    return await readPlabFile(file).then(
      () => '',
      (error: Error) => error.message,
    );
  };
  const wrong = await problemsOf('textfile: a.txt, push: "ftp://a", pushh: x');
  assert.match(wrong, /metrics\.textfile: node_exporter reads files whose names end in \.prom/);
  assert.match(wrong, /metrics\.push: use the address of a Pushgateway/);
  assert.match(wrong, /metrics\.pushh: is not a key that is known here/);
  assert.match(await problemsOf('push: "https://me:word@a"'), /a file in the repository holds no password/);
  assert.equal(await problemsOf('textfile: a.prom, push: "https://a/b"'), '');
});
