import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Answer, folderWith, plab } from './plab.ts';

const source = `pipeline {
  agent none
  parameters { booleanParam(name: 'DEPLOY'); choice(name: 'TARGET', choices: ['dev', 'prod']) }
  stages {
    stage('Build <"&') { agent any; steps { echo 'x' } }
    stage('Test') {
      failFast true
      parallel {
        stage('Unit') { agent { docker 'node:24' }; steps { echo 'x' } }
        stage('Group') { agent any; stages { stage('Up') { steps { echo 'x' } }; stage('Down') { steps { echo 'x' } } } }
      }
    }
    stage('Matrix') {
      matrix {
        axes { axis { name 'OS'; values 'linux', 'mac' } }
        agent any
        when { not { environment name: 'OS', value: 'mac' } }
        stages { stage('Compile') { steps { echo 'x' } } }
      }
    }
    stage('Deploy') {
      agent any
      when { branch 'main'; expression { params.DEPLOY && params.TARGET == 'prod' } }
      steps { echo 'x' }
    }
    stage('Docs') { agent any; when { changeset 'docs/**' }; steps { echo 'x' } }
    stage('Night') { agent any; when { anyOf { triggeredBy 'TimerTrigger'; tag 'v*' } }; steps { echo 'x' } }
  }
}
`;

async function run(t: TestContext, ...args: string[]): Promise<Answer> {
  return await plab(await folderWith(t, { Jenkinsfile: source }), args);
}

describe('graph', () => {
  test('as text', async (t) => {
    assert.equal(
      (await run(t, 'graph')).stdout,
      `pipeline  (agent none)
├─ Build <"&  (agent any)
├─ Test  (parallel, fail fast)
│  ├─ Unit  (agent docker node:24)
│  └─ Group  (agent any)
│     ├─ Up
│     └─ Down
├─ Matrix  (matrix of 2)
│  ├─ Matrix - OS = 'linux'  (when, agent any)
│  │  └─ Compile
│  └─ Matrix - OS = 'mac'  (when, agent any)
│     └─ Compile
├─ Deploy  (when, agent any)
├─ Docs  (when, agent any)
└─ Night  (when, agent any)
`,
    );
  });

  test('as Mermaid: each composite is a subgraph, arrows join neighbours, no label can end its quotes', async (t) => {
    const { stdout } = await run(t, 'graph', '--format', 'mermaid');
    assert.match(stdout, /^flowchart LR\n {2}s1\["Build #60;#34;#38; \(agent any\)"\]\n/);
    assert.equal(stdout.match(/subgraph/g)?.length, stdout.match(/^ *end$/gm)?.length);
    assert.match(stdout, /^ {2}s1 --> s2$/m);
    for (const [, label = ''] of stdout.matchAll(/\["(.*)"\]$/gm)) assert.doesNotMatch(label, /["<>&]/);
  });

  test('as SVG: well formed, every stage once, names stay text', async (t) => {
    const { stdout } = await run(t, 'graph', '--format', 'svg');
    const open: string[] = [];
    for (const [, close, name, self] of stdout.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
      if (close === '/') assert.equal(open.pop(), name);
      else if (self === '') open.push(name ?? '');
    }
    assert.deepEqual(open, []);
    assert.match(stdout, />Build &lt;&quot;&amp;</);
    const texts = [...stdout.matchAll(/<text(?! class)[^>]*>([^<]*)/g)].map(([, name]) => name?.trim());
    assert.equal(texts.filter((name) => name === 'Compile').length, 2);
    assert.equal(new Set(texts).size, 13);
  });

  test('a file that is not valid is told as by lint', async (t) => {
    const answer = await plab(await folderWith(t, { Jenkinsfile: 'pipeline { }' }), ['graph']);
    assert.equal(answer.code, 1);
    assert.match(answer.stderr, /Jenkinsfile:1:1: Missing required section "agent"/);
  });
});

describe('explain', () => {
  const outcomes = async (t: TestContext, ...args: string[]): Promise<Record<string, string>> => {
    const { stdout } = await run(t, 'explain', '--format', 'json', ...args);
    const flat: Record<string, string> = {};
    const collect = (list: { path: string; outcome: string; stages: typeof list }[]): void => {
      for (const { path, outcome, stages } of list) {
        flat[path] = outcome;
        collect(stages);
      }
    };
    collect(JSON.parse(stdout) as Parameters<typeof collect>[0]);
    return flat;
  };

  test('nothing given: what cannot be known depends, parameters have their defaults', async (t) => {
    const all = await outcomes(t);
    assert.equal(all['Build <"&'], 'runs');
    assert.equal(all["Matrix / Matrix - OS = 'linux' / Compile"], 'runs');
    assert.equal(all["Matrix / Matrix - OS = 'mac' / Compile"], 'skipped');
    assert.deepEqual([all['Deploy'], all['Docs'], all['Night']], ['skipped', 'depends', 'depends']);
  });

  for (const [args, deploy, docs, night] of [
    [['--branch', 'main', '--param', 'DEPLOY=true'], 'skipped', 'depends', 'depends'],
    [['--branch', 'main', '--param', 'DEPLOY=true', '--param', 'TARGET=prod'], 'runs', 'depends', 'depends'],
    [['--branch', 'MAIN', '--param', 'DEPLOY=true', '--param', 'TARGET=prod'], 'runs', 'depends', 'depends'],
    [['--branch', 'dev', '--changed', 'src/x', 'docs/a/b.md'], 'skipped', 'runs', 'depends'],
    [['--tag', 'v1', '--changed', 'src/x'], 'skipped', 'skipped', 'runs'],
    [['--change', '7', '--triggered-by', 'SCMTrigger'], 'skipped', 'depends', 'skipped'],
    [['--triggered-by', 'hudson.triggers.TimerTrigger$TimerTriggerCause'], 'skipped', 'depends', 'runs'],
  ] as const) {
    test(args.join(' '), async (t) => {
      const all = await outcomes(t, ...args);
      assert.deepEqual([all['Deploy'], all['Docs'], all['Night']], [deploy, docs, night]);
    });
  }

  test('as text: why, and which condition decides', async (t) => {
    const { stdout } = await run(t, 'explain', '--branch', 'dev');
    assert.match(stdout, /^✘ Deploy: skipped, the branch is "dev" \(branch 'main'\)$/m);
    assert.match(stdout, /^\? Docs: depends on the changed files \(changeset 'docs\/\*\*'\)$/m);
  });

  for (const args of [
    ['--param', 'DEPLOYX=1'],
    ['--param', 'x'],
    ['--branch', 'a', '--tag', 'b'],
  ])
    test(`wrong usage: ${args.join(' ')}`, async (t) =>
      assert.equal((await run(t, 'explain', ...args)).code, 2));
});

test('nothing of a file moves the terminal', async (t) => {
  const evil = '\u001B[2J\u001B]0;title\u0007\u202E';
  const folder = await folderWith(t, {
    Jenkinsfile: `pipeline { agent any\n stages { stage('A${evil}B') { when { branch 'x${evil}' }; steps { ecko 'x${evil}' } } } }`,
  });
  for (const args of [
    ['graph'],
    ['graph', '--format', 'mermaid'],
    ['graph', '--format', 'svg'],
    ['explain', '--branch', 'main'],
    ['lint'],
  ]) {
    const { stdout } = await plab(folder, args);
    assert.match(stdout, /A.*B/, args.join(' '));
    assert.doesNotMatch(stdout, /[^\P{Cc}\n]|\u202E/u, args.join(' '));
  }
});

test('graph and explain read the standard input', async () => {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  for (const verb of ['graph', 'explain']) {
    const child = spawn(process.execPath, [main, verb, '-'], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.end(source);
    assert.match(await text(child.stdout), /Night/, verb);
  }
});

test('explain takes the values that a build takes', async (t) => {
  const { code, stderr } = await run(t, 'explain', '--param', 'TARGET=moon');
  assert.equal(code, 2);
  assert.match(stderr, /the parameter TARGET cannot be “moon”[^]*Give one of dev, prod/);
});
