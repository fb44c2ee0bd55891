import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { SMTPServer } from 'smtp-server';

/** An SMTP server on the loopback interface that takes mails from one user. */
export interface MailServer {
  readonly port: number;
  /** What clients have to trust. */
  readonly certificate: string;
  /** The mails as they came, with their envelope. */
  readonly mails: readonly Mail[];
}

export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly secure: boolean;
}

/** Starts a server that wants STARTTLS and a login, until the end of the test; it refuses `nobody@example.org`. */
export async function mailServer(t: TestContext, folder: string, password: string): Promise<MailServer> {
  const [key, certificate] = [join(folder, 'smtp.key'), join(folder, 'smtp.crt')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject];
  execFileSync('openssl', [...args, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  const mails: Mail[] = [];
  const server = new SMTPServer({
    key: readFileSync(key),
    cert: readFileSync(certificate),
    onAuth(auth, _, done) {
      if (auth.username === 'ci' && auth.password === password) done(null, { user: 'ci' });
      else done(new Error('wrong password'));
    },
    onRcptTo: ({ address }, _, done) =>
      done(address === 'nobody@example.org' ? new Error('no such user') : null),
    onData(stream, { envelope, secure }, done) {
      void text(stream).then((raw) => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw, secure });
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  t.after(() => server.close());
  return { port: (server.server.address() as AddressInfo).port, certificate, mails };
}
