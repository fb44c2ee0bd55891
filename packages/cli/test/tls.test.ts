import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { connect as connectHttp2, type ClientHttp2Session } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { type Authority, selfSigned, startAuthority } from './authority.ts';
import { behaviours, buildVersion, createLab, type TestLab } from './lab.ts';
import { type Answer, plab } from './plab.ts';

const name = 'secure.test';
let lab: TestLab;
let folder = '';

before(async () => {
  lab = await createLab();
  folder = await mkdtemp(join(tmpdir(), 'plab-tls-'));
  await selfSigned(folder, name, `DNS:${name}`);
  await selfSigned(folder, 'other', 'DNS:other.test');
  await buildVersion(lab, 'tls', behaviours.healthy('secured'));
});
after(async () => {
  await lab.destroy();
  await rm(folder, { recursive: true });
});

async function deployFile(tls: string): Promise<void> {
  const text = `app: secured\nport: 5000\nwatch: 1\nproxy: { hosts: [${name}], tls: ${tls} }\ndestinations: { production: { hosts: [production] } }\n`;
  await writeFile(join(folder, 'deploy.yml'), text);
}

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return await plab(folder, args, { PLAB_SSH_CONFIG: lab.host.sshConfigFile, ...env });
}

const deploy = ['deploy', '--image', 'plab-test-app:tls'];

/** The certificate that the proxy shows for a name. */
async function shown(): Promise<PeerCertificate> {
  const socket = connectTls({
    host: '127.0.0.1',
    port: lab.host.tlsPort,
    servername: name,
    rejectUnauthorized: false,
  });
  await once(socket, 'secureConnect');
  const certificate = socket.getPeerCertificate();
  socket.destroy();
  return certificate;
}

async function openHttp2(ca?: string): Promise<ClientHttp2Session> {
  const trust = ca === undefined ? { rejectUnauthorized: false } : { ca };
  const session = connectHttp2(`https://127.0.0.1:${lab.host.tlsPort}`, { servername: name, ...trust });
  await once(session, 'connect');
  return session;
}

async function get(session: ClientHttp2Session): Promise<{ text: string; headers: Record<string, unknown> }> {
  const stream = session.request({ ':path': '/', ':authority': name });
  const headers = once(stream, 'response') as Promise<[Record<string, unknown>]>;
  const text = Buffer.concat((await stream.toArray()) as Buffer[]).toString();
  return { text, headers: (await headers)[0] };
}

/** Asks over one session until the end, one request after the other; gives how often it was answered. */
async function askAgainAndAgain(session: ClientHttp2Session, over: AbortSignal): Promise<number> {
  for (let count = 0; ; count += 1) {
    assert.equal((await get(session)).text, 'secured');
    if (over.aborted) return count;
    await sleep(200);
  }
}

async function onHost(command: string): Promise<string> {
  const { stdout } = await promisify(execFile)('ssh', ['-F', lab.host.sshConfigFile, 'production', command]);
  return stdout.trim();
}

describe('a certificate of one’s own', () => {
  test('serves HTTPS with HTTP/2, sends HTTP there, and asks browsers to stay', async () => {
    await deployFile(
      `{ certificate: { file: ${name}.crt }, key: { command: [cat, ${name}.key] }, hsts: 31536000 }`,
    );
    const answer = await run(deploy);
    assert.equal(answer.code, 0, answer.stdout + answer.stderr);
    const session = await openHttp2(await readFile(join(folder, `${name}.crt`), 'utf8'));
    const { text, headers } = await get(session);
    assert.equal((session.socket as TLSSocket).alpnProtocol, 'h2');
    session.close();
    assert.equal(text, 'secured');
    assert.equal(headers['strict-transport-security'], 'max-age=31536000');
    const ssh = await onHost(`stat -c %a /etc/haproxy/plab/secured.pem`);
    assert.equal(ssh, '640', 'nobody else may read the key');
    assert.deepEqual(await redirected(), { status: 308, location: `https://${name}/x` });
  });

  async function redirected(): Promise<{ status: number | undefined; location: string | undefined }> {
    const call = request(`${lab.url}/x`, { headers: { host: name }, agent: false }).end();
    const [{ statusCode, headers }] = (await once(call, 'response')) as [IncomingMessage];
    call.destroy();
    return { status: statusCode, location: headers.location };
  }

  test('a key of another certificate is refused before anything changes', async () => {
    await deployFile(`{ certificate: { file: ${name}.crt }, key: { file: other.key } }`);
    const answer = await run(deploy);
    assert.equal(answer.code, 1);
    assert.match(answer.stderr, /the key is not that of the certificate.*PLAB_CERTIFICATE/s);
  });
});

describe('a certificate of an authority', () => {
  let authority: Authority;
  before(async () => {
    authority = await startAuthority(lab, name, 10);
  });
  after(async () => await authority.stop());

  const trusting = (): Record<string, string> => ({ NODE_EXTRA_CA_CERTS: authority.caFile });

  test('is asked for at a deployment when there is none', async () => {
    await onHost('rm /etc/haproxy/plab/secured.pem');
    await deployFile(`{ acme: { email: ops@secure.test, directory: "${authority.directory}" } }`);
    const answer = await run(deploy, trusting());
    assert.equal(answer.code, 0, answer.stdout + answer.stderr);
    const certificate = await shown();
    assert.match(certificate.issuer.CN?.toString() ?? '', /^Pebble Intermediate CA/);
    assert.match(certificate.subjectaltname ?? '', /DNS:secure\.test/);
  });

  test('is renewed while connections go on, by cron or a deployment, when less than 30 days are left', async (t) => {
    const session = await openHttp2();
    t.after(() => session.destroy());
    const over = new AbortController();
    const asked = askAgainAndAgain(session, over.signal);
    const pid = await onHost('pgrep -n haproxy');
    const serials = [(await shown()).serialNumber];
    for (const args of [['certificates', 'renew'], deploy]) {
      const answer = await run(args, trusting());
      assert.equal(answer.code, 0, answer.stdout + answer.stderr);
      serials.push((await shown()).serialNumber);
    }
    assert.equal(new Set(serials).size, 3, serials.join());
    over.abort();
    assert.ok((await asked) > 1, 'an open session goes on');
    assert.equal((await get(session)).text, 'secured');
    assert.equal(await onHost('pgrep -n haproxy'), pid, 'no reload');
  });

  test('an authority that cannot be reached leaves what serves, and is named', async () => {
    await deployFile('{ acme: { email: ops@secure.test, directory: "https://127.0.0.1:1/dir" } }');
    const answer = await run(deploy);
    assert.equal(answer.code, 1);
    assert.match(answer.stderr, /no certificate for secure\.test.*PLAB_CERTIFICATE/s);
    const session = await openHttp2();
    assert.equal((await get(session)).text, 'secured');
    session.close();
  });
});
