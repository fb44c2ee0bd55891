import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { agentOption } from './agents.ts';
import { answers, changeOption, durationOption, environmentFiles, pairs } from './pairs.ts';

test('times, in the units that people write', () => {
  assert.equal(durationOption('90s'), 90_000);
  assert.equal(durationOption('10'), 600_000);
  assert.equal(durationOption('1h30m'), 5_400_000);
  for (const text of ['', 'soon', '5x', '1h 30m', '-1s'])
    assert.throws(() => durationOption(text), /is no time/, text);
});

test('name=value, of which the value may hold anything', () => {
  assert.deepEqual(pairs('--param', ['a=b=c', 'd=']), { a: 'b=c', d: '' });
  assert.throws(() => pairs('--param', ['novalue']), /--param novalue is not name=value/);
  assert.deepEqual(answers(['proceed', 'deploy=abort']), { '*': 'proceed', deploy: 'abort' });
});

test('a change request', () => {
  assert.deepEqual(changeOption('42'), { id: '42' });
  assert.deepEqual(changeOption('42,target=main'), { id: '42', target: 'main' });
  assert.throws(() => changeOption('42,colour=red'), /there is no field colour/);
  for (const text of ['', ',', ',target=main', 'target=main'])
    assert.throws(() => changeOption(text), /the id is missing/, text);
});

test('a .env file with a line that is no variable is an error, without the line', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'plab-env-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const read = async (text: string): Promise<Record<string, string>> => {
    await writeFile(join(folder, 'e.env'), text);
    return await environmentFiles(folder, ['e.env']);
  };
  const good = '# why\n\nexport A=1 # one\nB = two\nKEY="-----\nabc def\n-----"\nC=\r\n';
  assert.deepEqual(await read(good), { A: '1', B: 'two', KEY: '-----\nabc def\n-----', C: '' });
  for (const [text, line] of [
    ['A=1\nthe password\n', 2],
    ['A="x\ny"\nB', 3],
    ['=x', 1],
  ] as const) {
    const error: unknown = await read(text).catch((thrown: unknown) => thrown);
    assert.match(String(error), new RegExp(`e\\.env:${line} is no NAME=value`));
    assert.doesNotMatch(String(error), /the password/);
  }
});

test('where a label leads', () => {
  assert.deepEqual(agentOption('linux=debian:12').place, { kind: 'image', image: 'debian:12' });
  assert.deepEqual(agentOption('mac=local').place, { kind: 'local' });
  assert.deepEqual(agentOption('arm=ssh:me@host:builds').place, {
    kind: 'ssh',
    host: 'me@host',
    folder: 'builds',
  });
  assert.throws(() => agentOption('linux'), /nothing says where the label leads to/);
});
