import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderWith, mainFile, plab, repositoryWith } from './plab.ts';

/** Runs a shell command in a terminal of its own, made by script(1); what is to be typed is typed when it is asked for. */
async function inTerminal(
  cwd: string,
  command: string,
  env: NodeJS.ProcessEnv,
  typed: string,
): Promise<{ readonly code: number | null; readonly shown: string }> {
  const child = spawn('script', ['-qec', command, '/dev/null'], { cwd, env: { ...process.env, ...env } });
  let shown = '';
  let waits = true;
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    if (waits && /passphrase of .*: $/.test(shown)) {
      waits = false;
      child.stdin.write(`${typed}\n`);
    }
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, shown };
}

test('a key is not typed on a terminal, where it would end with its first line', async (t) => {
  const folder = await folderWith(t, {});
  const env = { XDG_STATE_HOME: join(folder, '.state'), HOME: folder };
  for (const type of ['file', 'sshUserPrivateKey']) {
    const command = `"${process.execPath}" "${mainFile}" secrets set k --type ${type}`;
    const { code, shown } = await inTerminal(folder, command, env, '');
    assert.equal(code, 2, shown);
    assert.match(shown, new RegExp(`Pipe it in: plab secrets set k --type ${type} <FILE`));
  }
});

test('a key with a passphrase, which is asked for or in a file, opens in an agent', async (t) => {
  const steps = "sshagent(['asked', 'told']) { sh '#!/bin/sh\\nssh-add -L | cut -d\" \" -f3' }";
  const folder = await repositoryWith(t, {
    Jenkinsfile: `pipeline { agent any\n stages { stage('A') { steps { ${steps} } } } }`,
  });
  const env = {
    XDG_STATE_HOME: join(folder, '.state'),
    XDG_CONFIG_HOME: join(folder, '.config'),
    HOME: folder,
  };
  const passphrase = 'open sesame';
  for (const name of ['asked', 'told'])
    execFileSync('ssh-keygen', [
      '-q',
      '-t',
      'ed25519',
      '-N',
      passphrase,
      '-C',
      `key-${name}`,
      '-f',
      join(folder, name),
    ]);
  await writeFile(join(folder, 'passphrase'), `${passphrase}\n`);
  const set = `"${process.execPath}" "${mainFile}" secrets set`;
  const key = '--type sshUserPrivateKey -u git';
  const asked = await inTerminal(folder, `${set} asked ${key} --passphrase <asked`, env, passphrase);
  assert.equal(asked.code, 0, asked.shown);
  assert.doesNotMatch(asked.shown.replace('passphrase of asked', ''), /sesame/);
  execFileSync('sh', ['-c', `${set} told ${key} --passphrase-file passphrase <told`], {
    cwd: folder,
    env: { ...process.env, ...env },
  });
  const { code, stdout } = await plab(folder, ['run', '--format', 'plain'], env);
  assert.equal(code, 0, stdout);
  assert.match(stdout, /key-asked[^]*key-told/);
});

test('a passphrase belongs to a key', async (t) => {
  const folder = await folderWith(t, {});
  const { code, stderr } = await new Promise<{ code: number | null; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, [mainFile, 'secrets', 'set', 'x', '--passphrase'], {
      cwd: folder,
      env: { ...process.env, XDG_STATE_HOME: folder, HOME: folder },
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('close', (end) => resolve({ code: end, stderr: said }));
    child.stdin.end('secret');
  });
  assert.equal(code, 2);
  assert.match(stderr, /a string has no passphrase/);
});
