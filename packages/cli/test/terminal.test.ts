import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { plab, repositoryWith } from './plab.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

interface Terminal {
  readonly code: number | null;
  /** Everything that was written, with its control characters. */
  readonly raw: string;
  /** What is left on the screen, as `drawn` makes it. */
  readonly screen: string;
}

/** Runs plab in a terminal of its own, made by script(1); `answer` is typed when `prompt` is shown. */
async function inTerminal(
  t: TestContext,
  jenkinsfile: string,
  args: readonly string[],
  typed: Readonly<Record<string, string>> = {},
): Promise<Terminal> {
  const folder = await mkdtemp(join(tmpdir(), 'plab-terminal-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'Jenkinsfile'), jenkinsfile);
  const git = (...words: string[]): unknown =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@t', ...words]);
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'first');
  const command = `stty cols 60 rows 20; exec "${process.execPath}" "${main}" run ${args.join(' ')}`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd: folder,
    env: { ...process.env, XDG_STATE_HOME: join(folder, '.state'), TERM: 'xterm' },
  });
  let raw = '';
  const waiting = new Map(Object.entries(typed));
  child.stdout.on('data', (chunk: Buffer) => {
    raw += chunk.toString();
    for (const [prompt, answer] of waiting) {
      if (!raw.includes(prompt)) continue;
      waiting.delete(prompt);
      child.stdin.write(answer);
    }
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, raw, screen: drawn(raw) };
}

const start = String.raw`${'\u001B'}\[`;
const controls = new RegExp(`(${start}\\d*F|${start}J|\n)`);
const upwards = new RegExp(`^${start}(\\d*)F$`);
const redrawn = new RegExp(`${start}\\?2026h${start}\\d+F${start}J`);

/** The lines of a screen after cursor movements up and clearing to the end, which is all that is drawn with. */
function drawn(raw: string): string {
  const lines: string[] = [''];
  for (const part of raw.split(controls)) {
    const up = upwards.exec(part);
    if (up !== null) lines.length = Math.max(1, lines.length - Number(up[1] || 1));
    else if (part === '\u001B[J') lines[lines.length - 1] = '';
    else if (part === '\n') lines.push('');
    else lines[lines.length - 1] += stripVTControlCharacters(part).replaceAll('\r', '');
  }
  return lines.join('\n');
}

const pipeline = (stages: string): string => `pipeline {\n agent any\n stages {\n${stages}\n }\n}\n`;

describe('plab run in a terminal', () => {
  test('a tree that is drawn over itself, then how it ended, with the last lines of what failed', async (t) => {
    const { code, raw, screen } = await inTerminal(
      t,
      pipeline(
        "stage('Build') { steps { sh 'sleep 0.5' } }\n stage('Test') { steps { sh 'for i in $(seq 30); do echo line $i; done; exit 4' } }\n stage('Ship') { steps { echo 'never' } }",
      ),
      [],
    );
    assert.equal(code, 1);
    assert.match(raw, redrawn, 'it was drawn again, in synchronised updates');
    assert.match(raw, /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/u, 'with a spinner');
    assert.ok(raw.endsWith('\u001B[?25h'), 'the cursor is shown again');
    assert.match(screen, /├─ ✔ Build \d/);
    assert.match(screen, /├─ ✖ Test \d/);
    assert.match(screen, /└─ - Ship skipped due to earlier failure/);
    assert.match(screen, /✖ Test\n(?: {2}.*\n){20}\n/);
    assert.match(screen, /line 30\n/);
    assert.match(screen, /error: script returned exit code 4/);
    assert.equal(screen.match(/✔ Build/g)?.length, 1, 'nothing of what was drawn before is left');
  });

  test('input is answered in the terminal', async (t) => {
    const { code, screen } = await inTerminal(
      t,
      pipeline(
        "stage('A') { input { message 'Deploy?'\n ok 'Ship'\n parameters { choice(name: 'WHERE', choices: ['test', 'live']) } }\n steps { sh 'test \"$WHERE\" = live' } }",
      ),
      [],
      { 'WHERE (test, live) [test]': 'live\n', 'Ship? [y/N]': 'y\n' },
    );
    assert.equal(code, 0, screen);
    const no = await inTerminal(t, pipeline("stage('A') { steps { input 'Go on?' } }"), [], {
      'Proceed? [y/N]': 'n\n',
    });
    assert.equal(no.code, 130);
    assert.match(no.screen, /ABORTED/);
  });

  test('Ctrl-C at a question stops the build; a question that waits no longer goes away', async (t) => {
    const stopped = await inTerminal(t, pipeline("stage('A') { steps { input 'Go on?' } }"), [], {
      'Proceed? [y/N]': '\u0003',
    });
    assert.equal(stopped.code, 130);
    assert.match(stopped.raw, /plab: stopping/);
    assert.match(stopped.screen, /ABORTED/);
    const steps = "timeout(time: 2, unit: 'SECONDS') { input 'Still there?' }";
    const late = await inTerminal(t, pipeline(`stage('A') { steps { ${steps} } }`), []);
    assert.equal(late.code, 130);
    assert.match(late.raw, /Proceed\? \[y\/N\]/);
  });
});

test('a build goes on when the terminal that follows it is closed', async (t) => {
  const folder = await repositoryWith(t, {
    Jenkinsfile: `pipeline { agent any\n stages { stage('A') { steps {
      sh '#!/bin/sh\\necho under-way; while [ ! -f "$WORKSPACE/../go" ]; do sleep 0.1; done' } } }\n post { always { echo 'posted' } } }`,
  });
  const child = spawn(
    'script',
    ['-qec', `stty cols 100 rows 20; exec "${process.execPath}" "${main}" run`, '/dev/null'],
    {
      cwd: folder,
      env: { ...process.env, XDG_STATE_HOME: join(folder, '.state'), TERM: 'xterm' },
    },
  );
  let shown = '';
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
      if (shown.includes('under-way')) resolve();
    });
  });
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(child.pid)])
    .toString()
    .trim();
  child.kill('SIGKILL');
  while (isThere(Number(children))) await pause(50);
  const state = join(folder, '.state', 'plab', 'workspaces');
  await writeFile(join(state, 'go'), '');
  const { code, stdout } = await plab(folder, ['logs', '--follow']);
  assert.equal(code, 0, stdout);
  assert.match(stdout, /posted/);
  assert.match((await plab(folder, ['builds'])).stdout, /#1 +SUCCESS/);
});

/** Nobody may collect it when its parent has gone. */
function isThere(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)]);
  return /^[^Z]/.test(stdout.toString().trim());
}
