import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AppConfig,
  deploy,
  type DeployEvent,
  type DeploymentRecord,
  type DeployRequest,
  parseDeployFile,
  previewDeployment,
  status,
} from '@pipeline-lab/deploy';
import { buildImage, connectEngine, type Engine } from '@pipeline-lab/image';
import { createHost, destroyLab, ensureHostImage, type LabHost } from '@pipeline-lab/lab';
import { warmDisk, type WarmUp } from './warm.ts';

/** A lab host and an engine of their own for one test file. */
export interface TestLab {
  /** Of all that makes the lab. */
  readonly namespace: string;
  readonly engine: Engine;
  readonly host: LabHost;
  readonly stateDir: string;
  readonly app: AppConfig;
  readonly url: string;
  /** Restarts the host; it comes back with other ports. */
  readonly reboot: () => Promise<TestLab>;
  /** One more host of the same lab. */
  readonly addHost: (name: string) => Promise<LabHost>;
  readonly destroy: () => Promise<void>;
}

const { signal } = new AbortController();
let serial = 0;

/** What the tests deploy to it; short times, so that they are quick. */
const file = `
app: probe-app
port: 5000
health: { path: /health, timeout: 5 }
drain: 5
watch: 2
keep: 3
destinations: { production: { hosts: [production] } }
`;

/** `cold` hosts have never seen the base image, as those with a disk in memory and with other engines. */
export async function createLab({
  cold = false,
  ...more
}: {
  cold?: boolean;
  diskBytes?: number;
  image?: string;
  webPort?: number;
} = {}): Promise<TestLab> {
  const engine = await connectEngine(process.env);
  const stateDir = await mkdtemp(join(tmpdir(), 'plab-cli-'));
  serial += 1;
  const namespace = `plab-test-cli-${process.pid}-${serial}`;
  const options = { say: () => undefined, signal };
  const image =
    more.image ??
    (await ensureHostImage(engine.docker, { ...options, debianBase: fromEnvironment('DEBIAN_BASE') }));
  const place = { name: 'production', namespace, webPort: 0, stateDir, ...more, image };
  const { destinations: _, ...app } = parseDeployFile(file, 'deploy.yml');
  const warm = !cold && more.diskBytes === undefined && more.image === undefined;
  const warmUp: WarmUp = {
    baseImage: fromEnvironment('BASE_IMAGE'),
    async deploy(host) {
      const lab = { engine, stateDir, host, app: { ...app, app: 'warm-up' } };
      await deployTo(lab, await buildVersion(lab, 'warm', behaviours.healthy('warm')));
    },
  };
  const addHost = async (name: string): Promise<LabHost> => {
    const webPort = name === place.name ? place.webPort : 0;
    const request = { ...options, ...place, name, webPort };
    if (warm) await warmDisk(engine.docker, request, warmUp);
    return await createHost(engine.docker, request);
  };
  const host = await addHost('production');
  return {
    namespace,
    engine,
    host,
    stateDir,
    app,
    addHost,
    url: `http://127.0.0.1:${host.webPort}`,
    async reboot() {
      await engine.docker.getContainer(host.containerId).restart();
      const again = await createHost(engine.docker, { ...options, ...place });
      return { ...this, host: again, url: `http://127.0.0.1:${again.webPort}` };
    },
    async destroy() {
      await destroyLab(engine.docker, { namespace, stateDir });
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

export function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set; \`./plab test\` sets it`);
  return value;
}

/** A small server in the shape of an app; `behaviour` is the JavaScript that answers a request. */
const server = (behaviour: string): string => `
const http = require('node:http');
const started = Date.now();
const server = http.createServer((request, response) => {
  request.resume();
  request.on('end', () => { ${behaviour} });
}).listen(5000);
process.on('SIGTERM', () => { server.close(() => process.exit(0)); server.closeIdleConnections(); });
`;

interface Behaviours {
  readonly healthy: (version: string) => string;
  readonly sick: string;
  readonly crashing: string;
  readonly silent: string;
  readonly failingLater: string;
  readonly halfBroken: string;
  readonly dying: string;
  readonly slow: string;
}

/** How a version of the app behaves. */
export const behaviours: Behaviours = {
  healthy: (version: string) => server(`response.end(${JSON.stringify(version)})`),
  sick: server("response.statusCode = 500; response.end('sick')"),
  crashing: "console.error('no database'); process.exit(3)",
  silent: 'setInterval(() => {}, 1000)',
  /** Becomes sick a moment after it was healthy, as with a leak that a health gate cannot see. */
  failingLater: server(
    "response.statusCode = Date.now() - started > 900 ? 500 : 200; response.end('soon sick')",
  ),
  /** Half of its requests fail, and its health path knows nothing of it. */
  halfBroken: server(`
    const failed = request.url !== '/health' && Math.random() < 0.5;
    response.statusCode = failed ? 500 : 200;
    response.end('half broken')`),
  /** Ends a second after its first user came. */
  dying: server(`
    if (request.url !== '/health') setTimeout(() => { console.error('out of luck'); process.exit(7); }, 1000);
    response.end('dying')`),
  slow: server("setTimeout(() => response.end('slow'), request.url === '/health' ? 0 : 900)"),
};

/** Builds a version of the app and gives the name of its image; `ballast` is bytes that do not compress. */
export async function buildVersion(
  lab: Pick<TestLab, 'engine' | 'stateDir'>,
  tag: string,
  program: string,
  ballast = 0,
): Promise<string> {
  const folder = await mkdtemp(join(lab.stateDir, 'context-'));
  const base = fromEnvironment('BASE_IMAGE');
  await writeFile(join(folder, 'ballast'), randomBytes(ballast));
  await writeFile(join(folder, 'app.js'), program);
  await writeFile(
    join(folder, 'Dockerfile'),
    `FROM ${base}\nCOPY ballast /ballast\nCOPY app.js /app.js\nUSER 10001\nCMD ["node", "/app.js"]\n`,
  );
  const name = `plab-test-app:${tag}`;
  const output = { signal, onOutput: () => undefined };
  await buildImage(lab.engine, {
    context: folder,
    dockerfile: 'Dockerfile',
    tags: [name],
    args: {},
    ...output,
  });
  return name;
}

/** A server in perl that answers every path with its version. */
export const smallServer = (version: string): string => `
use IO::Socket::INET;
$SIG{TERM} = sub { exit 0 };
my $listen = IO::Socket::INET->new(LocalPort => 5000, Listen => 50, ReuseAddr => 1) or die;
while (my $client = $listen->accept) {
  while (<$client>) { last if /^\\r?$/ }
  print $client "HTTP/1.1 200 OK\\r\\nContent-Length: ${version.length}\\r\\nConnection: close\\r\\n\\r\\n${version}";
  close $client;
}
`;

/**
 * As {@link buildVersion}, an image of 12 MB: nothing but perl and its libraries. `ballast` is random bytes, a layer each;
 * `source` is another program, and `more` further lines of its Dockerfile.
 */
export async function buildSmall(
  lab: Pick<TestLab, 'engine' | 'stateDir'>,
  version: string,
  ballast: readonly number[] = [],
  { source = smallServer(version), more = '' }: { source?: string; more?: string } = {},
): Promise<string> {
  const folder = await mkdtemp(join(lab.stateDir, 'context-'));
  const files = ballast.map((_, index) => `ballast-${index}`);
  for (const [index, size] of ballast.entries())
    await writeFile(join(folder, `ballast-${index}`), randomBytes(size));
  await writeFile(join(folder, 'app.pl'), source);
  await writeFile(
    join(folder, 'Dockerfile'),
    `FROM ${fromEnvironment('DEBIAN_BASE')} AS debian
RUN mkdir -p /r/usr/bin /r/usr/lib64 /r/tmp && ln -s usr/lib /r/lib && ln -s usr/lib64 /r/lib64 && mkdir -p /r/usr/lib \\
 && for file in /usr/bin/perl $(ldd /usr/bin/perl | grep -o '/[^ ]*') $(ls -d /usr/lib/*/perl-base); do \\
      mkdir -p "/r$(dirname "$file")" && cp -rL "$file" "/r$file"; \\
    done
FROM scratch
COPY --from=debian /r /
${files.map((name) => `COPY ${name} /${name}\n`).join('')}COPY app.pl /app.pl
USER 10001
CMD ["/usr/bin/perl", "/app.pl"]
${more}`,
  );
  const name = `plab-test-small:${version}`;
  const output = { signal, onOutput: () => undefined };
  await buildImage(lab.engine, {
    context: folder,
    dockerfile: 'Dockerfile',
    tags: [name],
    args: {},
    ...output,
  });
  return name;
}

/** Deploys an image to the lab's host; `report` sees the events. */
export async function deployTo(
  lab: Pick<TestLab, 'engine' | 'stateDir' | 'host' | 'app'>,
  image: string,
  report: (event: DeployEvent) => void = () => undefined,
  stop: AbortSignal = signal,
): Promise<DeploymentRecord> {
  const [record] = await deploy(requestOf(lab, image), report, stop);
  if (record === undefined) throw new Error('a deployment gives a record');
  return record;
}

/** Reads an image from the engine ahead, so that a deployment of it begins with the host. */
export async function readAhead(lab: TestLab, image: string): Promise<void> {
  await previewDeployment(requestOf(lab, image), signal);
}

/** What a deployment of an image to the lab's host takes. */
export function requestOf(lab: Parameters<typeof deployTo>[0], image: string): DeployRequest {
  return { engine: lab.engine, ...ownRequestOf(lab, image) };
}

/** The same for a process that has an engine of its own. */
export function ownRequestOf(
  { app, host, stateDir }: Pick<TestLab, 'stateDir' | 'host' | 'app'>,
  image: string,
): Omit<DeployRequest, 'engine'> {
  const storeFolder = join(stateDir, 'layers');
  return { app, env: {}, secrets: {}, hosts: [host.host], image, storeFolder };
}

/** What the public address answers. */
export async function served(lab: TestLab): Promise<string> {
  const response = await fetch(lab.url);
  return response.ok ? await response.text() : `HTTP ${response.status}`;
}

export async function lastRecord(lab: TestLab): Promise<DeploymentRecord | undefined> {
  return (await status(lab.app, lab.host.host, signal)).deployments.at(-1);
}
