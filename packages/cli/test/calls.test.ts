import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { git, plab, repositoryWith } from './plab.ts';

/** As npm installs it: the file itself is run. */
const program = fileURLToPath(new URL('../src/main.ts', import.meta.url));

const pipeline = (steps: string): string =>
  `pipeline {\n agent any\n stages { stage('A') { steps { ${steps} } } }\n}\n`;

describe('plab run and what looks at builds', () => {
  test('a wrong call has exit code 2, and says what is wrong', async (t) => {
    const folder = await repositoryWith(t, { Jenkinsfile: pipeline("echo 'a'\n buildDescription 'x\\ny'") });
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [['run', 'nofile'], /there is no nofile in commit/],
      [['run', '--stage', 'Nope'], /no stage “Nope”/],
      [['run', '--unknown-step', 'maybe'], /--unknown-step maybe: there is no such choice/],
    ];
    for (const [args, message] of wrong) {
      const { code, stdout, stderr } = await plab(folder, args);
      assert.equal(code, 2, args.join(' '));
      assert.match(stdout + stderr, message);
    }
    assert.equal((await plab(folder, ['run'])).code, 0);
    const logs = await plab(folder, ['logs', '--stage', 'Nope']);
    assert.equal(logs.code, 2);
    assert.match(logs.stderr, /has no stage Nope\n.*It has: .*A/);
    const { stdout } = await plab(folder, ['builds']);
    assert.equal(stdout.trimEnd().split('\n').length, 2, stdout);
  });

  test('two repositories of one name, and two Jenkinsfiles of one, have builds of their own', async (t) => {
    const top = await repositoryWith(t, {
      'ci/Jenkinsfile': pipeline("echo 'a'"),
      Jenkinsfile: pipeline(''),
    });
    const state = { XDG_STATE_HOME: join(top, '.state') };
    const twin = join(top, 'twin', top.split('/').at(-1) ?? '');
    await mkdir(twin, { recursive: true });
    git(twin, 'init', '-q', '-b', 'main');
    git(twin, 'commit', '-q', '--allow-empty', '-m', 'first');
    assert.equal((await plab(top, ['run', 'ci/Jenkinsfile'], state)).code, 0);
    for (const folder of [top, twin]) {
      const { stdout } = await plab(folder, ['builds'], state);
      assert.match(stdout, /no builds yet/);
    }
  });

  test('an option that Node also has reaches plab', async (t) => {
    const folder = await repositoryWith(t, {
      Jenkinsfile: pipeline("sh 'echo got $FROM_FILE'"),
      'sub/e.env': 'FROM_FILE=value',
    });
    const PATH = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;
    const env = {
      ...process.env,
      PATH,
      XDG_STATE_HOME: join(folder, '.state'),
      NODE_TEST_CONTEXT: undefined,
    };
    const output = await new Promise<string>((resolve) => {
      execFile(
        program,
        ['run', '-C', 'sub', '--env-file', 'e.env'],
        { cwd: folder, env },
        (_, stdout, stderr) => resolve(stdout + stderr),
      );
    });
    assert.match(output, /got value/);
  });
});
