import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { setUpHost, type SetupEvent } from '@pipeline-lab/deploy';
import { connectEngine, type Engine } from '@pipeline-lab/image';
import {
  createBareHost,
  destroyLab,
  ensureHostImage,
  inside,
  type LabHost,
  publicKeyFile,
} from '@pipeline-lab/lab';
import { behaviours, buildVersion, fromEnvironment } from './lab.ts';
import { type Answer, plab } from './plab.ts';

const execute = promisify(execFile);
const { signal } = new AbortController();

interface Bare {
  readonly engine: Engine;
  readonly host: LabHost;
  readonly stateDir: string;
  readonly namespace: string;
  /** Runs the command line in a project that deploys to the host. */
  readonly run: (...args: string[]) => Promise<Answer>;
}

async function createBare(login: 'root' | 'admin', init: 'systemd' | 'none'): Promise<Bare> {
  const engine = await connectEngine(process.env);
  const stateDir = await mkdtemp(join(tmpdir(), 'plab-setup-'));
  const namespace = `plab-test-setup-${process.pid}-${login}`;
  const debianBase = fromEnvironment('DEBIAN_BASE');
  const image = await ensureHostImage(engine.docker, {
    debianBase,
    recipe: 'bare',
    say: () => undefined,
    signal,
  });
  const host = await createBareHost(engine.docker, { name: 'bare', namespace, image, stateDir, login, init });
  const file =
    'app: bare-app\nport: 5000\nwatch: 1\ndestinations: { production: { hosts: [deploy@bare] } }\n';
  await writeFile(join(stateDir, 'deploy.yml'), file);
  const run = async (...args: string[]): Promise<Answer> =>
    await plab(stateDir, args, { PLAB_SSH_CONFIG: host.sshConfigFile });
  return { engine, host, stateDir, namespace, run };
}

async function destroy({ engine, namespace, stateDir }: Bare): Promise<void> {
  await destroyLab(engine.docker, { namespace, stateDir });
  await rm(stateDir, { recursive: true, force: true });
}

async function answerOf({ host }: Bare): Promise<string> {
  return await (await fetch(`http://127.0.0.1:${host.webPort}/`)).text();
}

/** Runs ssh as the user of deployments. */
async function sshAsDeploy({ host }: Bare, ...args: string[]): Promise<{ stdout: string; stderr: string }> {
  return await execute('ssh', ['-F', host.sshConfigFile, '-o', 'BatchMode=yes', ...args]);
}

describe('a bare host with systemd, whose login may use sudo', () => {
  let bare: Bare;
  before(async () => {
    bare = await createBare('admin', 'systemd');
  });
  after(async () => await destroy(bare));

  const rootOn = async (script: string): Promise<string> =>
    await inside(bare.engine.docker, bare.host, script);

  test('--check prints what differs, ends with 1 and changes nothing', async () => {
    const { code, stdout } = await bare.run('host', 'setup', 'bare', '--check');
    assert.equal(code, 1);
    assert.match(stdout, /bare: Debian GNU\/Linux 12 \(bookworm\), systemd/);
    assert.match(stdout, /differs {2}packages\n {4}\+ docker.io installed\n {4}\+ haproxy installed/);
    assert.match(
      stdout,
      /differs {2}SSH server\n(?:.*\n)*? {4}- takes passwordauthentication yes\n {4}\+ takes passwordauthentication no/,
    );
    assert.match(await rootOn('command -v dockerd || getent passwd deploy || echo bare'), /^bare/);
  });

  test('is set up, and a second time changes nothing', async () => {
    const first = await bare.run('host', 'setup', 'bare');
    assert.equal(first.code, 0, first.stdout + first.stderr);
    assert.match(first.stdout, /write `hosts: \[deploy@bare\]` into deploy.yml/);
    const again = await bare.run('host', 'setup', 'bare', '--json');
    const events = again.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as SetupEvent);
    assert.deepEqual(
      events.filter(({ type }) => type === 'differs' || type === 'begin'),
      [],
    );
    assert.ok(events.filter(({ type }) => type === 'same').length > 15);
    const check = await bare.run('host', 'setup', 'bare', '--check');
    assert.equal(check.code, 0);
    assert.match(check.stdout, /has all that deployments need already/);
  });

  test('what somebody changed is shown, and set right', async () => {
    await rootOn(
      'usermod -G "" deploy; chmod 600 /etc/haproxy/haproxy.cfg; sysctl -qw net.ipv4.tcp_max_syn_backlog=256',
    );
    const { code, stdout } = await bare.run('host', 'setup', 'bare', '--check');
    assert.equal(code, 1);
    assert.match(stdout, /differs {2}user deploy\n {4}\+ in docker\n {4}\+ in haproxy\n/);
    assert.match(stdout, / {4}- 600 root:haproxy\n {4}\+ 664 root:haproxy\n/);
    assert.match(stdout, / {4}- net.ipv4.tcp_max_syn_backlog = 256\n/);
    assert.match(stdout, /^3 differ/m);
    await bare.run('host', 'setup', 'bare');
    assert.equal((await bare.run('host', 'setup', 'bare', '--check')).code, 0);
  });

  test('takes a deployment', async () => {
    await buildVersion(bare, 'bare-one', behaviours.healthy('bare one'));
    const { code, stdout, stderr } = await bare.run('deploy', '--image', 'plab-test-app:bare-one');
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /released in .*shipped/);
    assert.equal(await answerOf(bare), 'bare one');
  });

  test('a setup of a host that serves leaves what it serves', async () => {
    const { code, stdout } = await bare.run('host', 'setup', 'bare', '--check');
    assert.equal(code, 0, stdout);
    assert.equal(await answerOf(bare), 'bare one');
  });

  test('its key opens deployments and nothing else', async () => {
    await assert.rejects(sshAsDeploy(bare, 'deploy@bare', 'id'), /this key is for deployments by plab/);
    const file = join(bare.stateDir, 'a-file');
    await assert.rejects(
      execute('sftp', ['-F', bare.host.sshConfigFile, '-b', '/dev/null', 'deploy@bare', file]),
    );
    for (const target of ['/run/dbus/system_bus_socket', '127.0.0.1:22', '10.213.1.10:80']) {
      const said = await forwardTo(target);
      assert.match(said, /open failed/, target);
    }
  });

  /** What ssh says when something uses a forward to a target. */
  async function forwardTo(target: string): Promise<string> {
    const socket = join(bare.stateDir, 'forward');
    const options = [
      '-F',
      bare.host.sshConfigFile,
      '-T',
      '-o',
      'StreamLocalBindUnlink=yes',
      '-L',
      `${socket}:${target}`,
    ];
    const channel = "'sh' '-c' 'echo up; cat' 'sh' '/var/lib/plab/probe'";
    const ssh = spawn('ssh', [...options, 'deploy@bare', channel]);
    let said = '';
    ssh.stderr.on('data', (chunk: Buffer) => (said += String(chunk)));
    const ended = once(ssh, 'close');
    await once(ssh.stdout, 'data');
    const used = connect(socket);
    used.on('error', () => undefined);
    used.resume();
    await once(used, 'close');
    ssh.stdin.end();
    await ended;
    return said;
  }

  test('its firewall opens SSH, HTTP and HTTPS, and what --open names', async () => {
    const { NetworkSettings } = await bare.engine.docker.getContainer(bare.host.containerId).inspect();
    const address = Object.values(NetworkSettings.Networks)[0]?.IPAddress ?? '';
    await rootOn(
      `systemd-run --quiet --service-type=forking perl -MIO::Socket::INET -e 'my @s = map { IO::Socket::INET->new(Listen => 5, LocalPort => $_) or die } (8080, 9090); exit if fork; sleep 120'`,
    );
    assert.equal(await attempt(address, 80), 'open');
    assert.equal(await attempt(address, 9090), 'no answer');
    const { code, stdout, stderr } = await bare.run('host', 'setup', 'bare', '--open', '9090');
    assert.equal(code, 0, stdout + stderr);
    assert.equal(await attempt(address, 9090), 'open');
    assert.equal(await attempt(address, 8080), 'no answer');
  });

  test('the ports of a swarm are open to its nodes alone', async () => {
    const file = join(bare.stateDir, 'deploy.yml');
    const before = readFileSync(file, 'utf8');
    const nodes = '[10.0.0.0/24, "fd00::7"]';
    writeFileSync(file, before.replace('{ hosts', `{ engine: swarm, swarm: { nodes: ${nodes} }, hosts`));
    const { stdout } = await bare.run('host', 'setup', 'bare', '--open', '9090', '--check');
    writeFileSync(file, before);
    assert.match(stdout, / {4}\+ {5}ip saddr \{ 10\.0\.0\.0\/24 \} udp dport \{ 4789, 7946 \} accept\n/);
    assert.match(stdout, /^ {4}\+ .*"no-new-privileges": true/m);
    const lines = stdout.match(/^ {4}\+ +ip6? saddr .*$/gm) ?? [];
    assert.equal(lines.length, 6, stdout);
    const chain = lines.map((line) => line.replace(/^ {4}\+/, '')).join('\n');
    await rootOn(`printf '%s' 'table inet tried { chain input {\n${chain}\n}\n}' | nft -c -f -`);
  });

  test('a release and all settings come back when the host is restarted', async () => {
    await bare.engine.docker.getContainer(bare.host.containerId).restart();
    await rootOn(
      'timeout 60 sh -c "until [ -s /run/sshd.pid ] && systemctl is-active -q docker haproxy plab-firewall; do sleep 0.1; done"',
    );
    const { NetworkSettings } = await bare.engine.docker.getContainer(bare.host.containerId).inspect();
    const port = (name: string): number => Number(NetworkSettings.Ports[name]?.[0]?.HostPort);
    const config = readFileSync(join(bare.stateDir, 'lab/bare/ssh_config'), 'utf8');
    writeFileSync(
      join(bare.stateDir, 'lab/bare/ssh_config'),
      config.replace(/Port \d+/, `Port ${port('22/tcp')}`),
    );
    bare = { ...bare, host: { ...bare.host, webPort: port('80/tcp') } };
    await untilAnswers('bare one');
    assert.match(await rootOn('nft list table inet plab'), /9090/);
    assert.equal((await bare.run('host', 'setup', 'bare', '--open', '9090', '--check')).code, 0);
  });

  async function untilAnswers(expected: string): Promise<void> {
    const end = Date.now() + 20_000;
    while (Date.now() < end && (await answerOf(bare).catch(() => '')) !== expected)
      await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(await answerOf(bare), expected);
  }

  const request = async (): Promise<Parameters<typeof setUpHost>[0]> => ({
    host: bare.host.host,
    app: 'bare-app',
    deployUser: 'deploy',
    publicKey: (await readFile(publicKeyFile(bare.stateDir, 'bare'), 'utf8')).trim(),
    openPorts: [7070],
    check: false,
    patience: 4,
  });
  const rules = async (): Promise<string> =>
    await rootOn('nft list table inet plab; cat /etc/plab/firewall.nft');

  test('a change after which the host would not let us in is taken back', async () => {
    const file = join(bare.stateDir, 'lab/bare/ssh_config');
    const config = readFileSync(file, 'utf8');
    const misdirect = (event: SetupEvent): void => {
      if (event.type === 'begin' && event.resource === 'firewall')
        writeFileSync(file, config.replace(/Port \d+/, 'Port 9'));
    };
    await assert.rejects(setUpHost(await request(), misdirect, signal), { code: 'PLAB_SETUP_LOCKOUT' });
    writeFileSync(file, config);
    assert.doesNotMatch(await rules(), /7070/);
  });

  test('a change whose deployer dies before it is confirmed is taken back by the host itself', async () => {
    const file = join(bare.stateDir, 'lab/bare/ssh_config');
    const config = readFileSync(file, 'utf8');
    const flag = join(bare.stateDir, 'stalled');
    const setup = JSON.stringify(await request());
    const program = `
      import { setUpHost } from '@pipeline-lab/deploy';
      import { writeFileSync } from 'node:fs';
      const stall = (event) => {
        if (event.type === 'begin' && event.resource === 'firewall')
          writeFileSync(${JSON.stringify(file)}, ${JSON.stringify(`ProxyCommand sh -c "echo >${flag}; exec sleep 60"\n${config}`)});
      };
      await setUpHost(${setup}, stall, new AbortController().signal);`;
    const deployer = spawn(process.execPath, ['--input-type=module', '-e', program], {
      cwd: import.meta.dirname,
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    while (
      !(await readFile(flag).then(
        () => true,
        () => false,
      ))
    )
      await new Promise((resolve) => setTimeout(resolve, 50));
    assert.match(await rules(), /7070/, 'the new rules are in the kernel');
    process.kill(-(deployer.pid ?? 0), 'SIGKILL');
    writeFileSync(file, config);
    await rootOn(
      'i=0; while nft list table inet plab | grep -q 7070 && [ $i -lt 150 ]; do sleep 0.1; i=$((i + 1)); done',
    );
    assert.doesNotMatch(await rules(), /7070/);
    const check = await bare.run('host', 'setup', 'bare', '--open', '9090', '--check');
    assert.equal(check.code, 0, check.stdout + check.stderr);
  });

  test('a proxy that serves something else is refused and left alone', async () => {
    await rootOn(
      'cp /etc/haproxy/haproxy.cfg /root/kept; printf "frontend shop\\n  bind :80\\n" >/etc/haproxy/haproxy.cfg',
    );
    const { code, stderr } = await bare.run('host', 'setup', 'bare');
    assert.equal(code, 1);
    assert.match(stderr, /serves something else: frontend shop.*PLAB_PROXY_TAKEN/s);
    assert.equal(
      await rootOn('cat /etc/haproxy/haproxy.cfg; cp /root/kept /etc/haproxy/haproxy.cfg'),
      'frontend shop\r\n  bind :80\r\n',
    );
  });
});

describe('a bare host without an init system, whose login is root', () => {
  let bare: Bare;
  before(async () => {
    bare = await createBare('root', 'none');
  });
  after(async () => await destroy(bare));

  test('--check tells what it needs, and what it cannot have', async () => {
    const { code, stdout } = await bare.run('host', 'setup', 'bare', '--check');
    assert.equal(code, 1, stdout);
    assert.match(stdout, /bare: Debian GNU\/Linux 12 \(bookworm\), init scripts/);
    assert.match(stdout, /left out units and timers: systemd does not run here/);
    assert.match(stdout, /differs {2}service docker\n {4}\+ comes back with the host\n {4}\+ runs\n/);
  });

  test('a login that may not become root is told how', async () => {
    await inside(bare.engine.docker, bare.host, 'rm /etc/sudoers.d/admin');
    const { code, stderr } = await bare.run('host', 'setup', 'admin@bare');
    assert.equal(code, 1);
    assert.match(stderr, /asks for a password when admin becomes root.*NOPASSWD.*PLAB_SUDO/s);
  });
});

/** What a connection to a port ends with: `open`, `no answer` (a firewall drops it), or an error's message. */
async function attempt(address: string, port: number): Promise<string> {
  return await new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: 1000 });
    const end = (result: string): void => {
      socket.destroy();
      resolve(result);
    };
    socket.on('connect', () => end('open')).on('timeout', () => end('no answer'));
    socket.on('error', ({ message }) => end(message));
  });
}
