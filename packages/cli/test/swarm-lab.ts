import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AppConfig,
  deploy,
  type DeployEvent,
  type DeploymentRecord,
  type DeployRequest,
  destinationOf,
  parseDeployFile,
} from '@pipeline-lab/deploy';
import { buildImage, connectEngine, type Engine } from '@pipeline-lab/image';
import { createCluster, destroyLab, ensureHostImage, type LabHost } from '@pipeline-lab/lab';
import { type Manners, program } from './faults/app.ts';
import { buildSmall, fromEnvironment } from './lab.ts';

/** Three lab hosts that are the nodes of one swarm, for one test file. */
export interface SwarmLab {
  readonly engine: Engine;
  readonly app: AppConfig;
  readonly hosts: readonly LabHost[];
  readonly stateDir: string;
  /** Brings back the hosts that were killed; they have other ports then. Gives all of them. */
  readonly revive: () => Promise<readonly LabHost[]>;
  readonly destroy: () => Promise<void>;
}

const { signal } = new AbortController();
const names = ['one', 'two', 'three'];

/** What the tests deploy; short times, so that they are quick. */
const file = `
app: swarm-app
port: 5000
health: { timeout: 10 }
drain: 3
watch: 2
keep: 2
destinations:
  production: { engine: swarm, hosts: [one, two, three] }
`;

export async function createSwarmLab(): Promise<SwarmLab> {
  const engine = await connectEngine(process.env);
  const stateDir = await mkdtemp(join(tmpdir(), 'plab-swarm-'));
  const namespace = `plab-test-swarm-${process.pid}`;
  const options = { namespace, stateDir, say: () => undefined, signal };
  const debianBase = fromEnvironment('DEBIAN_BASE');
  const image = await ensureHostImage(engine.docker, { ...options, debianBase });
  const { app } = destinationOf(parseDeployFile(file, 'deploy.yml'), 'production');
  const hosts = await createCluster(engine.docker, { ...options, names, image });
  return {
    engine,
    app,
    hosts,
    stateDir,
    async revive() {
      return await createCluster(engine.docker, { ...options, names, image });
    },
    async destroy() {
      await destroyLab(engine.docker, { namespace, stateDir });
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

/** Builds a version of the app whose image asks itself for its health; gives the image's name. */
export async function buildForSwarm(lab: SwarmLab, version: string, manners: Manners = {}): Promise<string> {
  const folder = await mkdtemp(join(lab.stateDir, 'context-'));
  const ask =
    "fetch('http://127.0.0.1:5000/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))";
  await writeFile(join(folder, 'app.js'), program(version, manners));
  await writeFile(
    join(folder, 'Dockerfile'),
    `FROM ${fromEnvironment('BASE_IMAGE')}\nCOPY app.js /app.js\nUSER 10001\nHEALTHCHECK CMD ["node", "-e", "${ask}"]\nCMD ["node", "/app.js"]\n`,
  );
  const name = `plab-test-swarm:${version}`;
  await buildImage(lab.engine, {
    context: folder,
    dockerfile: 'Dockerfile',
    tags: [name],
    args: {},
    signal,
    onOutput: () => undefined,
  });
  return name;
}

/** How a small version behaves. */
export type Small = 'healthy' | 'sick' | 'crashing';

/** As {@link buildForSwarm}, of 12 MB and with its version as the answer to every request. */
export async function buildSmallForSwarm(
  lab: SwarmLab,
  version: string,
  manners: Small = 'healthy',
): Promise<string> {
  const source =
    manners === 'crashing' ? 'print STDERR qq(no database\\n); exit 3;\n' : smallServer(version, manners);
  return await buildSmall(lab, `swarm-${version}`, [], {
    source,
    more: `HEALTHCHECK CMD ["/usr/bin/perl", "/app.pl", "check"]\n`,
  });
}

/** With an argument it asks itself for its health. SIGTERM lets the present request end. */
const smallServer = (version: string, manners: Small): string => `
use IO::Socket::INET;
if (@ARGV) {
  my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => 5000, Timeout => 2) or die 'nobody listens';
  print $s "GET /health HTTP/1.0\\r\\n\\r\\n"; my $answer = <$s>;
  print $answer; exit($answer =~ / 200 / ? 0 : 1);
}
my $over = 0; my $listen = IO::Socket::INET->new(LocalPort => 5000, Listen => 50, ReuseAddr => 1) or die;
$SIG{TERM} = sub { $over = 1; close $listen };
print STDERR "${version} listens\\n";
while (!$over && (my $client = $listen->accept)) {
  while (<$client>) { last if /^\\r?$/ }
  print $client "HTTP/1.1 ${manners === 'sick' ? '500 Sick' : '200 OK'}\\r\\nContent-Length: ${version.length}\\r\\nConnection: close\\r\\n\\r\\n${version}";
  close $client;
}
`;

export function swarmRequest(lab: SwarmLab, image: string): DeployRequest {
  const storeFolder = join(lab.stateDir, 'layers');
  return {
    engine: lab.engine,
    app: lab.app,
    hosts: lab.hosts.map(({ host }) => ({ ...host, groups: [host.name] })),
    image,
    env: {},
    secrets: { TOKEN: 'a secret of the swarm' },
    storeFolder,
  };
}

export async function deployToSwarm(
  lab: SwarmLab,
  image: string,
  report: (event: DeployEvent) => void = () => undefined,
  more: Partial<DeployRequest> = {},
): Promise<DeploymentRecord[]> {
  return await deploy({ ...swarmRequest(lab, image), ...more }, report, signal);
}

/** What each host answers. */
export async function swarmAnswers(hosts: readonly LabHost[]): Promise<string[]> {
  return await Promise.all(
    hosts.map(async ({ webPort }) => {
      const response = await fetch(`http://127.0.0.1:${webPort}`);
      return response.ok ? await response.text() : `HTTP ${response.status}`;
    }),
  );
}
