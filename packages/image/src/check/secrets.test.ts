import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { maskSecrets } from './mask-secrets.ts';
import { copiedSecretFile, secretFile } from './secret-files.ts';
import { assignedSecrets, isSecretName, secretsInCommand, secretsInFile } from './secrets.ts';

/** They are put together here, so that no scanner takes them for real ones. */
const joined = (...parts: readonly string[]): string => parts.join('');
const body = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj'.repeat(2);
const key = (kind: string): string => joined('-----BEGIN ', kind, 'PRIVATE KEY-----\n', body, '\n');

describe('what is a secret', () => {
  for (const [text, what] of [
    [key(''), 'a private key'],
    [key('OPENSSH '), 'a private key'],
    [JSON.stringify({ private_key: key('RSA ') }), 'a private key'],
    [`${key('RSA ').slice(0, 32)}Proc-Type: 4,ENCRYPTED\nDEK-Info: AES\n\n${body}`, 'a private key'],
    [joined('x=AKIA', 'QYLPMN5HHHFPZAM2'), 'an access key of AWS'],
    [joined('ghp_', 'a1B2'.repeat(9)), 'a token of GitHub'],
    [joined('glpat-', 'a1B2'.repeat(5)), 'a token of GitLab'],
    [joined('xoxb-', '123456789012-abcdefghi'), 'a token of Slack'],
    [joined('npm_', 'a1B2'.repeat(9)), 'a token of npm'],
    [joined('AIza', 'a1B2c3D'.repeat(5)), 'an API key of Google'],
    [joined('sk_live_', 'a1B2'.repeat(6)), 'a live key of Stripe'],
  ] as const)
    test(`${what}: ${text.slice(0, 20)}`, () => assert.deepEqual(secretsInFile(text, 'app/a'), [what]));

  for (const text of [
    '-----BEGIN PRIVATE KEY-----',
    "if (pem.startsWith('-----BEGIN PRIVATE KEY-----')) return",
    `-----BEGIN CERTIFICATE-----\n${body}`,
    joined('AKIA', 'IOSFODNN7EXAMPLE'),
    'xoxb-token',
  ])
    test(`none: ${text.slice(0, 60)}`, () => assert.deepEqual(secretsInFile(text, 'app/a'), []));
});

test('a password in a URL counts in commands only', () => {
  const url = 'postgres://app:hunter22@db/app';
  assert.deepEqual(secretsInCommand(url), ['a password in a URL']);
  assert.deepEqual(secretsInFile(url, 'app/a'), []);
  for (const open of [
    'https://me:$TOKEN@x',
    'https://me:<password>@x',
    'http://127.0.0.1:5000/a@b',
    'git@x:y',
  ])
    assert.deepEqual(secretsInCommand(open), [], open);
});

test('a token of .npmrc counts there and in commands, not in a manual', () => {
  const line = '//registry.example.com/:_authToken=0123-4567-89ab';
  assert.deepEqual(secretsInFile(line, 'root/.npmrc'), ['a token of npm']);
  assert.deepEqual(secretsInCommand(`RUN echo ${line} > .npmrc`), ['a token of npm']);
  assert.deepEqual(secretsInFile(line, 'docs/npmrc.md'), []);
  assert.deepEqual(secretsInFile('//registry.example.com/:_authToken=${NPM_TOKEN}', 'root/.npmrc'), []);
});

test('names of variables', () => {
  for (const name of ['PASSWORD', 'db_password', 'NPM_TOKEN', 'API_KEY', 'AWS_SECRET_ACCESS_KEY'])
    assert.ok(isSecretName(name), name);
  for (const name of ['PASSWORD_FILE', 'TOKENIZER', 'KEY', 'AUTHOR', 'PATH', 'SECRETS_DIR', 'GPG_KEY'])
    assert.ok(!isSecretName(name), name);
});

test('names of files', () => {
  for (const path of [
    '.env',
    'app/.env.production',
    'root/.ssh/id_rsa',
    'root/.aws/credentials',
    'app/.git/HEAD',
  ])
    assert.ok(secretFile(path), path);
  for (const path of ['app/.env.example', 'root/.ssh/id_rsa.pub', 'app/env', 'app/.gitignore'])
    assert.equal(secretFile(path), undefined, path);
});

test('names of files that are copied', () => {
  assert.deepEqual(copiedSecretFile('id_rsa', '/etc/apt/'), { what: 'an SSH key', isLikely: false });
  assert.deepEqual(copiedSecretFile('tls/server.key', '/etc/nginx/'), {
    what: 'a private key',
    isLikely: true,
  });
  for (const [path, place] of [
    ['cosign.pub.key', '/'],
    ['public_key.pem', '/'],
    ['repository.key', '/etc/apt/trusted.gpg.d/'],
    ['repository.key', '/usr/share/keyrings/x.key'],
    ['ca-key.pem', '/etc/ssl/certs'],
    ['a.key', '/etc/pki/rpm-gpg/'],
  ] as const)
    assert.equal(copiedSecretFile(path, place), undefined, path);
});

test('a value that stands for a secret is none', () => {
  for (const value of ['dummy', '"changeme"', 'Example', 'placeholder', 'build', 'build-only', 'test', 'xxx'])
    assert.deepEqual(assignedSecrets(`API_KEY=${value} make`), [], value);
  for (const value of ['dummy1', 'xyz', 'contest', '"x y"'])
    assert.deepEqual(assignedSecrets(`API_KEY=${value} make`), ['API_KEY'], value);
});

test('masked text is as long, and has no secret in it', () => {
  const token = joined('ghp_', 'a1B2'.repeat(9));
  for (const [text, masked] of [
    ['ENV DB_PASSWORD=hunter22 A=b', 'ENV DB_PASSWORD=******** A=b'],
    ['ENV DB_PASSWORD hunter22', 'ENV DB_PASSWORD ********'],
    ['ARG TOKEN="hunter 2"', 'ARG TOKEN=**********'],
    ['RUN TOKEN=$TOKEN x', 'RUN TOKEN=$TOKEN x'],
    ['git clone https://me:hunter22@x/y', `git clone ${'*'.repeat(23)}`],
    [`curl -H "token ${token}00"`, `curl -H "token ${'*'.repeat(token.length + 2)}"`],
    [`x ${key('')}`, `x ${'*'.repeat(27)}\n${'*'.repeat(80)}\n`],
    ['ENV PATH=/bin', 'ENV PATH=/bin'],
    [
      'RUN ["bash","-c","export PASSWORD=\\"hunter2\\" && x"]',
      'RUN ["bash","-c","export PASSWORD=*********** && x"]',
    ],
    ['RUN PASSWORD=abc"def ghi" x', 'RUN PASSWORD=************ x'],
    ["RUN PASSWORD='a b'c x", 'RUN PASSWORD=****** x'],
    ['ENV PASSWORD=my\\ secret', 'ENV PASSWORD=**********'],
    ['PASSWORD="a\nb" x', 'PASSWORD=**\n** x'],
    ['ENV PASSWORD="never ends', 'ENV PASSWORD=***********'],
    ['ENV DB_PASSWORD correct horse battery\nUSER 1', `ENV DB_PASSWORD ${'*'.repeat(21)}\nUSER 1`],
    ['ENV DB_PASSWORD correct \\\n horse\nUSER 1', `ENV DB_PASSWORD ${'*'.repeat(9)}\n******\nUSER 1`],
    ['LABEL "registry.password"="hunter2"', 'LABEL "registry.password"=*********'],
    ["curl -u 'me:hun ter2' x", `${'*'.repeat(20)}' x`],
    ['curl -u "me:hun ter2" x', `${'*'.repeat(20)}" x`],
    ['curl \\\n -u me:hunter2 x', `${'*'.repeat(6)}\n${'*'.repeat(14)} x`],
    ['RUN ["sh","-c","X_TOKEN=abc"]\nCMD ["node"]', 'RUN ["sh","-c","X_TOKEN=*****\nCMD ["node"]'],
    ['[ "$TOKEN" = "x" ]', '[ "$TOKEN" = "x" ]'],
    ['RUN TOKEN=$(cat /x) y', 'RUN TOKEN=$(cat /x) y'],
    ['RUN TOKEN=${X:-hunter2} y', 'RUN TOKEN=************* y'],
  ] as const)
    assert.equal(maskSecrets(text), masked);
});
