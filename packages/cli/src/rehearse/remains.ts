import { setTimeout as sleep } from 'node:timers/promises';
import { type AppConfig, type HostState, status } from '@pipeline-lab/deploy';
import type { Engine } from '@pipeline-lab/image';
import { inside, type LabHost } from '@pipeline-lab/lab';

/** The engine that the lab hosts run in, and what is deployed to them. */
export interface Place {
  readonly engine: Pick<Engine, 'docker'>;
  readonly app: AppConfig;
}

/** What a deployment, cut off or not, has left on a host. */
export interface Remains {
  readonly state: HostState;
  /** The server of the proxy's file. */
  readonly configured: string | undefined;
  /** The releases that may serve by the journal: the last that was released, and one whose deployment has no end there. */
  readonly journaled: readonly string[];
  /** Deployments with more than one end in the journal. */
  readonly doubled: readonly string[];
  /** How the last deployment that wrote its end did end; the release it was about. */
  readonly last: { readonly result: string; readonly release: string } | undefined;
  /** Somebody holds the lock. */
  readonly locked: boolean;
  /** Files of a state folder or beside the proxy's that no deployment leaves; processes of deployments. */
  readonly strays: readonly string[];
  /** Names of images that belong to no release. */
  readonly images: readonly string[];
}

const { signal } = new AbortController();

/** Time (ms) within which a host that lost its deployer has gone back, and its guard has ended. */
const patience = 25_000;

/** Waits until no deployment, no guard and no pull of one goes on at the host, then looks at what there is. */
export async function remainsOf(lab: Place, host: LabHost): Promise<Remains> {
  const app = lab.app.app;
  let processes = await processesOf(lab, host);
  for (const end = Date.now() + patience; processes.length > 0 && Date.now() < end; ) {
    await sleep(100);
    processes = await processesOf(lab, host);
  }
  const files = await linesFrom(
    lab,
    host,
    `cd /var/lib/plab/${app} && ls -A | grep -vxE 'lock|owner|holder|fence|program|journal.jsonl'; ls -A /etc/haproxy /etc/haproxy/plab 2>/dev/null | grep -E '[.](new|expired)$'`,
  );
  const locked = await linesFrom(lab, host, `flock -n /var/lib/plab/${app}/lock true || echo locked`);
  const config = await linesFrom(lab, host, `sed -n 's/^# plab-app //p' /etc/haproxy/haproxy.cfg`);
  const names = await linesFrom(
    lab,
    host,
    `docker images -a --digests --format '{{.Repository}}:{{.Tag}}@{{.Digest}}'`,
  );
  const { state, deployments } = await status(lab.app, host.host, signal);
  const kept = new Set(state.releases.map(({ id }) => `plab/${app}:${id}`));
  const entry = config.map((line) => JSON.parse(line) as { app: string; server?: { name: string } });
  return {
    state,
    configured: entry.find((each) => each.app === app)?.server?.name.replace(/^r-/, ''),
    journaled: journaled(await linesFrom(lab, host, `cat /var/lib/plab/${app}/journal.jsonl`)),
    doubled: deployments
      .filter((each, at) => deployments.findIndex(({ deployment }) => deployment === each.deployment) < at)
      .map(({ deployment }) => deployment),
    last: deployments.at(-1),
    locked: locked.length > 0,
    strays: [...files, ...processes],
    images: names.map((name) => name.replace(/@.*/, '')).filter((name) => !kept.has(name)),
  };
}

function journaled(lines: readonly string[]): string[] {
  const entries = lines.map((line) => JSON.parse(line) as { type: string; release: string; result?: string });
  const released = entries.findLast(({ result }) => result === 'released' || result === 'unchanged');
  const begun = entries.findLast(({ type }) => ['deployment.started', 'deployment.finished'].includes(type));
  return [released?.release ?? '', begun?.type === 'deployment.started' ? begun.release : ''];
}

/** Channels, guards and pulls that deployments of the app run on a host. */
async function processesOf(lab: Place, host: LabHost): Promise<string[]> {
  return await linesFrom(
    lab,
    host,
    `pgrep -af '[/]var/lib/plab/${lab.app.app} |[I]O::Socket::UNIX' | cut -c 1-60`,
  );
}

async function linesFrom(lab: Place, host: LabHost, script: string): Promise<string[]> {
  const said = await inside(lab.engine.docker, host, `{ ${script}; } || :`);
  return said.split(/\r?\n/).filter((line) => line !== '');
}
