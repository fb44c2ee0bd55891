import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { behaviours, buildVersion, createLab, served, type TestLab } from './lab.ts';
import { type Answer, plab } from './plab.ts';

/** What goes on around a rollout: the release command, hooks, and the release of before that stays warm. */
let lab: TestLab;
let folder = '';

before(async () => {
  lab = await createLab();
  folder = await mkdtemp(join(tmpdir(), 'plab-around-'));
  await buildVersion(lab, 'around-one', behaviours.healthy('one'));
  await buildVersion(lab, 'around-two', behaviours.healthy('two'));
});
after(async () => {
  await lab.destroy();
  await rm(folder, { recursive: true });
});

async function deploy(tag: string, more: string): Promise<Answer> {
  const text = `app: probe-app\nport: 5000\nwatch: 1\nhealth: { timeout: 30 }\n${more}\ndestinations: { production: { hosts: [production] } }\n`;
  await writeFile(join(folder, 'deploy.yml'), text);
  return await run('deploy', '--image', `plab-test-app:around-${tag}`);
}

async function run(...args: string[]): Promise<Answer> {
  return await plab(folder, args, { PLAB_SSH_CONFIG: lab.host.sshConfigFile });
}

const migrate = (code: string): string =>
  `env: { STAGE: blue }\nvolumes: { data: /data }\nrelease: { command: [node, -e, ${JSON.stringify(code)}] }`;

describe('the release command', () => {
  test('that fails stops before anything starts, and its last lines are told', async () => {
    const { code, stdout, stderr } = await deploy(
      'one',
      migrate("console.log('no column', process.env.STAGE); process.exit(4)"),
    );
    assert.equal(code, 1);
    assert.match(stdout, /no column blue/);
    assert.match(stderr, /node -e .* ended with code 4.*PLAB_RELEASE_COMMAND/s);
    assert.doesNotMatch(stdout, /\bhealth\b/);
    assert.equal(await served(lab), 'HTTP 503');
  });

  test('runs once in a container of the new release, with its variables, before it starts', async () => {
    const { code, stdout, stderr } = await deploy(
      'one',
      migrate("console.log('migrated', process.env.STAGE)"),
    );
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /migrated blue[^]*\bcommand\b[^]*\bhealth\b/);
    assert.equal(await served(lab), 'one');
    assert.doesNotMatch((await run('deploy', '--image', 'plab-test-app:around-one')).stdout, /migrated/);
  });
});

describe('hooks', () => {
  test('run around the phases and know what is deployed; one before a phase can stop it', async () => {
    const note = `[sh, -c, 'echo "$PLAB_PHASE $PLAB_VERB $PLAB_APP $PLAB_DESTINATION $PLAB_IMAGE $PLAB_HOSTS $PLAB_ERROR" >>notes']`;
    const stop = "[sh, -c, 'echo not on a Friday >&2; exit 3']";
    const { code, stderr } = await deploy(
      'two',
      `hooks: { before: { prepare: ${note}, switch: ${stop} }, after: { start: ${note}, failure: ${note} } }`,
    );
    assert.equal(code, 1);
    assert.match(stderr, /before\.switch failed: sh ended with 3: not on a Friday.*PLAB_HOOK/s);
    const notes = (await readFile(join(folder, 'notes'), 'utf8')).trim().split('\n');
    const said = 'deploy probe-app production plab-test-app:around-two production';
    assert.deepEqual(notes.slice(0, 2), [`prepare ${said} `, `start ${said} `]);
    assert.match(notes[2] ?? '', /^failure .* the hook before\.switch failed/);
    assert.equal(await served(lab), 'one');
  });
});

describe('a warm release', () => {
  test('runs on after the next one is confirmed, and a roll-back goes to it', async () => {
    const { code, stdout, stderr } = await deploy('two', 'warm: true');
    assert.equal(code, 0, stdout + stderr);
    const states = JSON.parse((await run('releases', '--json')).stdout) as {
      releases: { state: string }[];
    }[];
    assert.deepEqual(states[0]?.releases.map(({ state }) => state).toSorted(), ['serving', 'warm']);
    const back = await run('rollback');
    assert.equal(back.code, 0, back.stdout + back.stderr);
    assert.equal(await served(lab), 'one');
  });
});

test('a hook that fails before the old release is put away keeps nothing from it, and is told', async () => {
  const stop = "[sh, -c, 'echo not on a Friday >&2; exit 3']";
  const { code, stderr } = await deploy('two', `hooks: { before: { finalize: ${stop} } }`);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /before\.finalize failed: sh ended with 3: not on a Friday; the new release serves, .* was put away.*PLAB_HOOK/s,
  );
  assert.equal(await served(lab), 'two');
  const [host] = JSON.parse((await run('releases', '--json')).stdout) as { releases: { state: string }[] }[];
  assert.deepEqual(host?.releases.map(({ state }) => state).toSorted(), ['kept', 'serving']);
});
