import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fromEnvironment, type TestLab } from './lab.ts';

/** An ACME server (Debian's pebble) that resolves `name` to the lab's host. */
export interface Authority {
  readonly directory: string;
  /** PEM file of what signed its own HTTPS certificate. */
  readonly caFile: string;
  readonly stop: () => Promise<void>;
}

/** Makes a key and a certificate that it signed itself, as files; gives their paths. */
export async function selfSigned(
  folder: string,
  name: string,
  alternatives: string,
): Promise<{ certificate: string; key: string }> {
  const [certificate, key] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)];
  const kind = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365'.split(' ');
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=${alternatives}`];
  await promisify(execFile)('openssl', [...kind, ...subject, '-keyout', key, '-out', certificate]);
  return { certificate, key };
}

/** Starts it; its certificates last `days`. */
export async function startAuthority(lab: TestLab, name: string, days: number): Promise<Authority> {
  const { docker } = lab.engine;
  const image = await buildAuthority(lab, days);
  const { NetworkSettings } = await docker.getContainer(lab.host.containerId).inspect();
  const container = await docker.createContainer({
    Image: image,
    Env: ['PEBBLE_VA_NOSLEEP=1', 'PEBBLE_WFE_NONCEREJECT=0'],
    ExposedPorts: { '14000/tcp': {} },
    HostConfig: {
      ExtraHosts: [`${name}:${NetworkSettings.Networks['bridge']?.IPAddress}`],
      PortBindings: { '14000/tcp': [{ HostIp: '127.0.0.1', HostPort: '0' }] },
    },
  });
  await container.start();
  const port = (await container.inspect()).NetworkSettings.Ports['14000/tcp']?.[0]?.HostPort;
  return {
    directory: `https://127.0.0.1:${port}/dir`,
    caFile: join(lab.stateDir, 'authority.crt'),
    stop: async () => await container.remove({ force: true, v: true }),
  };
}

async function buildAuthority({ engine: { docker }, stateDir }: TestLab, days: number): Promise<string> {
  await selfSigned(stateDir, 'authority', 'IP:127.0.0.1');
  const config = {
    listenAddress: '0.0.0.0:14000',
    managementListenAddress: '0.0.0.0:15000',
    certificate: '/etc/pebble/tls.crt',
    privateKey: '/etc/pebble/tls.key',
    httpPort: 80,
    tlsPort: 443,
    ocspResponderURL: '',
    externalAccountBindingRequired: false,
    certificateValidityPeriod: days * 24 * 60 * 60,
  };
  const dockerfile = [
    `FROM ${fromEnvironment('DEBIAN_BASE')}`,
    'RUN apt-get update && apt-get install -y --no-install-recommends pebble && rm -rf /var/lib/apt/lists/*',
    'COPY authority.crt /etc/pebble/tls.crt',
    'COPY authority.key /etc/pebble/tls.key',
    'COPY pebble.json /etc/pebble/pebble.json',
    'CMD ["pebble", "-config", "/etc/pebble/pebble.json"]',
  ];
  await writeFile(join(stateDir, 'pebble.json'), JSON.stringify({ pebble: config }));
  await writeFile(join(stateDir, 'Dockerfile'), `${dockerfile.join('\n')}\n`);
  const src = ['Dockerfile', 'pebble.json', 'authority.crt', 'authority.key'];
  const tag = 'plab-test-authority';
  const stream = await docker.buildImage({ context: stateDir, src }, { t: tag, rm: true, forcerm: true });
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(stream, (error) => (error === null ? resolve() : reject(error)));
  });
  return tag;
}
