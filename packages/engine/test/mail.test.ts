import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { BuildEvent, BuildRequest } from '../src/index.ts';
import { bench, finished, log, ofType, pipeline, run, stage, wholeLog } from './build.ts';
import { type MailServer, mailServer } from './mail-server.ts';

const password = 'smtp-pass-1';

interface Post extends MailServer {
  readonly request: BuildRequest;
  readonly commit: (file: string, message: string) => Promise<string>;
}

async function post(t: TestContext, jenkinsfile: string): Promise<Post> {
  const folder = await mkdtemp(join(tmpdir(), 'plab-mail-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const server = await mailServer(t, folder, password);
  const { request, commit } = await bench(t, { Jenkinsfile: jenkinsfile, 'report.txt': 'attached here\n' });
  // The process of the build trusts the server by the certificate that it is started with.
  process.env['NODE_EXTRA_CA_CERTS'] = server.certificate;
  t.after(() => delete process.env['NODE_EXTRA_CA_CERTS']);
  const { port } = server;
  const mail = {
    host: 'localhost',
    port,
    from: 'ci@example.org',
    to: 'team@example.org',
    credentialsId: 'smtp',
  };
  return {
    ...server,
    commit,
    request: { ...request, mail, secrets: { smtp: `ci:${password}`, token: 'token-123' } },
  };
}

/** The decoded text of a mail that is one part in quoted-printable or plain. */
function plain(raw: string): string {
  return raw
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

test('mail goes over STARTTLS with the login, to all it names, and secrets do not', async (t) => {
  const steps = `withCredentials([string(credentialsId: 'token', variable: 'T')]) {
    mail to: 'a@example.org, b@example.org', cc: 'c@example.org', bcc: 'd@example.org', subject: "built\\nBcc: evil@example.org", body: "done with \${T}"
  }`;
  const { request, mails } = await post(t, pipeline(stage(steps)));
  const events = await run(request);
  assert.equal(finished(events).error, undefined, wholeLog(events).join('\n'));
  const [mail] = mails;
  assert.equal(mail?.secure, true);
  assert.equal(mail?.from, 'ci@example.org');
  assert.deepEqual([...(mail?.to ?? [])].sort(), [
    'a@example.org',
    'b@example.org',
    'c@example.org',
    'd@example.org',
  ]);
  assert.match(mail?.raw ?? '', /^Subject: built Bcc: evil@example\.org\r$/m);
  assert.doesNotMatch(mail?.raw ?? '', /\bd@example\.org/);
  assert.match(plain(mail?.raw ?? ''), /done with \*\*\*\*/);
  assert.ok(!wholeLog(events).join('\n').includes(password));
});

test('emailext puts tokens in place, finds the authors, attaches files and the log', async (t) => {
  const body =
    'B=$BUILD_NUMBER S=$BUILD_STATUS J=${PROJECT_NAME} E=${ENV, var="X"} C=${CHANGES} U=$NOT_KNOWN ${BUILD_LOG, maxLines=1}';
  const steps = `echo 'last words'
    emailext subject: '$DEFAULT_SUBJECT', body: '${body}', to: 'a@example.org cc:c@example.org', recipientProviders: [developers(), requestor()],
      attachmentsPattern: '*.txt', attachLog: true, compressLog: true`;
  const source = pipeline(
    stage(steps),
    "environment { X = 'x y' }\\npost { failure { emailext body: 'b', subject: 's' } }".replace('\\n', '\n'),
  );
  const { request, mails, commit } = await post(t, source);
  await run(request);
  const events = await run({ ...request, commit: await commit('new.md', 'a change') });
  assert.equal(finished(events).error, undefined, wholeLog(events).join('\n'));
  const raw = mails.at(-1)?.raw ?? '';
  assert.match(raw, /^Subject: job - Build # 2 - Successful!\r$/m);
  assert.match(raw, /^To: a@example\.org, t@t\r$/m);
  assert.deepEqual([...(mails.at(-1)?.to ?? [])].sort(), ['a@example.org', 'c@example.org', 't@t']);
  assert.match(plain(raw), /B=2 S=Successful J=job E=x y C=\[t\] a change U=\$NOT_KNOWN last words/);
  const parts = [...raw.matchAll(/filename=(?:"?)([\w.]+)[^]*?\r\n\r\n([^]*?)\r\n--/g)].map(
    ([, name = '', data = '']) => [name, Buffer.from(data, 'base64')] as const,
  );
  assert.deepEqual(
    parts.map(([name]) => name),
    ['report.txt', 'build.log.gz'],
  );
  assert.match(gunzipSync(parts[1]?.[1] ?? '').toString(), /^last words$/m);
  assert.match(
    ofType(events, 'notice')
      .map(({ text }) => text)
      .join(),
    /nobody is known here behind the recipients requestor/,
  );
});

test('a server that does not take a mail fails mail, and is told by emailext', async (t) => {
  const steps = `emailext to: 'nobody@example.org', subject: 's', body: 'b'
    emailext to: '', subject: 's', body: 'b'
    mail to: 'nobody@example.org', subject: 's', body: 'b'`;
  const { request, mails } = await post(t, pipeline(stage(steps)));
  const events: BuildEvent[] = await run(request);
  assert.match(finished(events).error?.message ?? '', /localhost did not take the mail: .*no such user/);
  assert.match(ofType(events, 'notice')[0]?.text ?? '', /localhost did not take the mail/);
  assert.ok(log(events).includes('An attempt to send an e-mail to empty list of recipients, ignored.'));
  const wrong = await run({ ...request, secrets: { smtp: 'ci:other-password' } });
  assert.match(ofType(wrong, 'notice')[0]?.text ?? '', /wrong password|Invalid login/);
  assert.equal(mails.length, 0);
});

test('without a server a mail is kept with the build', async (t) => {
  const { request } = await bench(t, {
    Jenkinsfile: pipeline(stage("mail to: 'a@b', subject: 'hi', body: 'text'")),
  });
  const events = await run(request);
  assert.equal(finished(events).result, 'SUCCESS');
  const folder = join(request.stateDir, 'builds', 'job', '1', 'mails');
  const [name = ''] = await readdir(folder);
  assert.equal(await readFile(join(folder, name), 'utf8'), 'to: a@b\nsubject: hi\n\ntext\n');
});
