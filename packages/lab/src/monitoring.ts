import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { pack } from 'tar-stream';
import { monitoringStart } from './errors.ts';
import { labelsOf } from './host/labels.ts';
import { followLog, lastLines } from './host/log.ts';
import { requireFreePort } from './host/port.ts';

export interface MonitoringOptions {
  /** Prefix and label of everything that is made. */
  readonly namespace: string;
  /** From `ensureHostImage` with the recipe `monitoring`. */
  readonly image: string;
  /** Has `prometheus/prometheus.yml` with its rules, and `alertmanager/alertmanager.yml`. */
  readonly folder: string;
  /** Whom to ask: a lab host. */
  readonly target: { readonly name: string; readonly containerId: string };
  /** Port of Prometheus on this machine's loopback; Alertmanager has the third one after it. */
  readonly port: number;
  readonly signal: AbortSignal;
}

/** Where the two answer. */
export interface Monitoring {
  readonly prometheus: string;
  readonly alertmanager: string;
}

/**
 * Starts Prometheus and Alertmanager anew with the files as they are now; what they have measured before stays. Errors:
 * PLAB_PORT_TAKEN, PLAB_LAB_MONITORING.
 */
export async function startMonitoring(docker: Docker, options: MonitoringOptions): Promise<Monitoring> {
  const { namespace, port, signal, target } = options;
  const name = `${namespace}-monitoring`;
  await docker.getContainer(name).remove({ force: true }).catch(unlessMissing);
  for (const each of portsFrom(port)) await requireFreePort(each, '--monitoring');
  await docker.createVolume({ Name: name, Labels: labelsOf(namespace, 'monitoring') });
  const container = await docker.createContainer(containerOf(name, options));
  await container.putArchive(await configuration(options.folder), { path: '/monitoring' });
  await aimAt(docker, container, target);
  await container.start();
  await untilReady(container, signal);
  const [prometheus, alertmanager] = portsFrom(port);
  return {
    prometheus: `http://localhost:${prometheus}`,
    alertmanager: `http://localhost:${alertmanager}`,
  };
}

const portsFrom = (port: number): readonly [number, number] => [port, port + 3];

function containerOf(
  name: string,
  { namespace, image, port }: MonitoringOptions,
): Docker.ContainerCreateOptions {
  const [prometheus, alertmanager] = portsFrom(port);
  const onLoopback = (HostPort: number): object[] => [{ HostIp: '127.0.0.1', HostPort: String(HostPort) }];
  return {
    name,
    Image: image,
    Labels: labelsOf(namespace, 'monitoring'),
    ExposedPorts: { '9090/tcp': {}, '9093/tcp': {} },
    HostConfig: {
      PortBindings: { '9090/tcp': onLoopback(prometheus), '9093/tcp': onLoopback(alertmanager) },
      Mounts: [{ Type: 'volume', Source: name, Target: '/data' }],
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      Memory: 512 * 1024 * 1024,
      RestartPolicy: { Name: 'unless-stopped' },
      LogConfig: { Type: 'json-file', Config: { 'max-size': '5m' } },
    },
  };
}

/** The folder without its targets. */
async function configuration(folder: string): Promise<NodeJS.ReadableStream> {
  const archive = pack();
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of names.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    if (!name.startsWith('prometheus/targets/')) archive.entry({ name, mode: 0o644 }, await readFile(path));
  }
  archive.finalize();
  return Readable.from(archive);
}

/** Has what runs of an earlier start ask the host where it is now: a host that was made anew may have moved. */
export async function followTarget(
  docker: Docker,
  { namespace, target }: Pick<MonitoringOptions, 'namespace' | 'target'>,
): Promise<void> {
  await aimAt(docker, docker.getContainer(`${namespace}-monitoring`), target).catch(unlessMissing);
}

/** Prometheus reads the file again when it changes. */
async function aimAt(
  docker: Docker,
  container: Docker.Container,
  { name, containerId }: MonitoringOptions['target'],
): Promise<void> {
  const { NetworkSettings } = await docker.getContainer(containerId).inspect();
  const [network] = Object.values(NetworkSettings.Networks);
  const targets = [{ targets: [`${network?.IPAddress}:80`], labels: { destination: name } }];
  const archive = pack();
  archive.entry({ name: `targets/${name}.json`, mode: 0o644 }, JSON.stringify(targets));
  archive.finalize();
  await container.putArchive(Readable.from(archive), { path: '/monitoring/prometheus' });
}

/** Time (ms) that it may take to come up. */
const patience = 60_000;

/** What is wrong in a file is said before the end, which comes again and again. */
const ready = /Server is ready to receive web requests/;
const refused = /error loading config|loading configuration file failed/i;

async function untilReady(container: Docker.Container, signal: AbortSignal): Promise<void> {
  const until = new RegExp(`${ready.source}|${refused.source}`, 'i');
  const { said } = await followLog(container, { until, patience }, signal);
  if (ready.test(said)) return;
  await container.remove({ force: true });
  throw monitoringStart(lastLines(said, 8));
}

function unlessMissing(error: unknown): void {
  if (error instanceof Error && 'statusCode' in error && error.statusCode === 404) return;
  throw error;
}
