import { type Engine, ensureDebianBase, ensureEngine, ensureNodeBase } from '@pipeline-lab/image';
import { probe, type ProbeReport, type Shipped, status } from '@pipeline-lab/deploy';
import { createHost, ensureHostImage, type LabHost, requireWebPort } from '@pipeline-lab/lab';
import type { Context } from '../context.ts';
import { chooseDestination } from '../destination.ts';
import { badUsage } from '../errors.ts';
import { runPipeline } from '../pipeline.ts';
import { buildReport } from '../render/build.ts';
import { renderSummary } from '../render/summary.ts';
import { repositoryAt } from '../repository.ts';
import { ensureSshClient } from '../ssh-client.ts';
import { StageFailure } from './failure.ts';
import { requireMonitoringFiles, watch } from './up-monitoring.ts';

export interface UpOptions {
  /** Port of the app on this machine. */
  readonly port: string;
  readonly dirty: boolean;
  /** Port of Prometheus on this machine; undefined: nothing watches. */
  readonly monitoring: string | undefined;
}

const hostName = 'production';
/** Requests a second that are sent to what serves while the pipeline runs. */
const probeRate = 50;

/** Sets everything up, runs the pipeline on the last commit and leaves the app live on a lab host. */
export async function up(context: Context, options: UpOptions): Promise<void> {
  const { dirty } = options;
  const port = portFrom(options.port, 65_535);
  const monitoring = options.monitoring === undefined ? undefined : portFrom(options.monitoring, 65_532);
  if (monitoring !== undefined) await requireMonitoringFiles(context.cwd);
  const repository = await repositoryAt(context.cwd);
  await ensureSshClient(context);
  const engine = await ensureEngine({ ...context, stateDir: context.stateFolder });
  const host = await startLabHost(context, engine, port);
  const watched = await watch(context, engine, host, monitoring);
  const url = `http://localhost:${port}`;
  const env = { PLAB_URL: url };
  const traffic = await startTraffic(url);
  const request = { repository, file: 'Jenkinsfile', dirty, env };
  const { number, result, events } = await runPipeline(context, request, buildReport()).finally(traffic.stop);
  const live = result === 'SUCCESS';
  // A host that cannot be asked now has been the matter of the build's own error.
  const shipped = await lastShipped(context, number).catch(() => undefined);
  console.log(renderSummary({ events, shipped, traffic: await traffic.report, url, watched, live }));
  if (!live) throw new StageFailure(`the build ended with ${result}`);
}

function portFrom(text: string, highest: number): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= highest) return port;
  throw badUsage(`“${text}” is not a port`, `Give a number from 1 to ${highest}.`);
}

/** The container that stands for a server. The port is looked at first: a base image takes minutes. */
async function startLabHost(
  context: Context,
  { docker, ...engine }: Engine,
  webPort: number,
): Promise<LabHost> {
  const { namespace, stateFolder: stateDir, say, signal } = context;
  await requireWebPort(docker, { namespace, name: hostName, webPort });
  const options = { say, signal, stateDir };
  const debianBase = await ensureDebianBase({ docker, ...engine }, options);
  await ensureNodeBase({ docker, ...engine }, options);
  const image = await ensureHostImage(docker, { debianBase, say, signal });
  return await createHost(docker, { name: hostName, namespace, image, webPort, stateDir, say, signal });
}

interface Traffic {
  readonly stop: () => void;
  readonly report: Promise<ProbeReport | undefined>;
}

/** Sends requests to what serves now, as its users would. */
async function startTraffic(url: string): Promise<Traffic> {
  const answer = await fetch(`${url}/health`).catch(() => undefined);
  await answer?.body?.cancel();
  if (answer?.status !== 200) return { stop: () => undefined, report: Promise.resolve(undefined) };
  const over = new AbortController();
  return { stop: () => over.abort(), report: probe(`${url}/health`, probeRate, over.signal) };
}

/** What the deployment of a build sent, as the host's journal tells. */
async function lastShipped(context: Context, build: number): Promise<Shipped | undefined> {
  const { app, hosts } = await chooseDestination(context, hostName);
  const [host] = hosts;
  if (host === undefined || context.signal.aborted) return undefined;
  const { deployments } = await status(app, host, context.signal);
  return deployments.findLast(({ label }) => label === `${app.app}:${build}`)?.shipped;
}
