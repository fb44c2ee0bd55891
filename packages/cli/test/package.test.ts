import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { View } from '@pipeline-lab/dashboard';

const execute = promisify(execFile);
const project = fileURLToPath(new URL('../../..', import.meta.url));

test('the packed command runs in an empty folder, as plain JavaScript with types', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'plab-packed-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const { stdout } = await execute(process.execPath, [
    join(project, 'scripts/pack.ts'),
    join(folder, 'packed'),
  ]);
  const archives = stdout.trim().split('\n');
  await writeFile(join(folder, 'package.json'), '{"private":true}');
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  await execute('npm', ['install', ...quiet, ...archives], { cwd: folder });
  const installed = join(folder, 'node_modules', 'pipeline-lab', 'dist');
  const files = await readdir(installed, { recursive: true });
  assert.ok(files.includes('main.js') && files.includes('main.d.ts'));
  assert.ok(!files.some((name) => /(?<!\.d)\.ts$/.test(name)), 'no sources');
  const plab = async (...args: string[]): Promise<string> =>
    (await execute(process.execPath, [join(installed, 'main.js'), ...args], { cwd: folder })).stdout;
  assert.match(await plab('--version'), /^\d+\.\d+\.\d+\n$/);
  assert.match(await plab('--help'), /plab deploy production/);
  await writeFile(
    join(folder, 'Jenkinsfile'),
    "pipeline { agent any\n stages { stage('A') { steps { sh 'echo packed-$((40 + 2))' } } } }\n",
  );
  assert.match(await plab('lint'), /Jenkinsfile is valid/);
  const git = async (...args: string[]): Promise<unknown> =>
    await execute('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args]);
  await writeFile(join(folder, '.gitignore'), 'node_modules\npacked\nstate\n');
  await git('init', '-q');
  await git('add', '-A');
  await git('commit', '-q', '-m', 'first');
  const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state') };
  const run = await execute(process.execPath, [join(installed, 'main.js'), 'run'], { cwd: folder, env });
  assert.match(run.stdout, /packed-42/);
  const deploy = [join(installed, 'bundles/plab.cjs'), 'deploy', '--image', 'none'];
  const refused = execute(process.execPath, deploy, { cwd: folder, env: { ...env, PLAB_DEBUG: '1' } });
  await assert.rejects(refused, {
    code: 1,
    stderr: /deploy\.yml: the file cannot be read[^]*\/bundles\/[0-9a-f]+\/deploy\.js:/,
  });
  const page = [join(installed, 'main.js'), 'dashboard', '--snapshot', 'page.html', '--json'];
  const shown = JSON.parse((await execute(process.execPath, page, { cwd: folder, env })).stdout) as View;
  assert.deepEqual(
    shown.builds?.map(({ number, subject, result }) => [number, subject, result]),
    [[1, 'first', 'SUCCESS']],
  );
  assert.match(await readFile(join(folder, 'page.html'), 'utf8'), /<script type="module">[^]*EventSource/);
});
