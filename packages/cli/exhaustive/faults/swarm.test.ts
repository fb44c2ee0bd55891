import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type DeployEvent, type DeployRequest, history, journals, watchStatuses } from '@pipeline-lab/deploy';
import { beginTraffic, type LabHost, type TrafficReport } from '@pipeline-lab/lab';
import type { Manners } from '../../test/faults/app.ts';
import { visitsTo } from '../../test/faults/visits.ts';
import {
  buildForSwarm,
  createSwarmLab,
  deployToSwarm,
  swarmAnswers,
  type SwarmLab,
} from '../../test/swarm-lab.ts';
import { swarmTable } from './swarm-rows.ts';
import { writeRows } from './write-page.ts';

const { signal } = new AbortController();
let lab: SwarmLab;
let serves = 'start';

before(async () => {
  lab = await createSwarmLab();
  await deployToSwarm(lab, await buildForSwarm(lab, serves));
});
after(async () => await lab.destroy());

interface Scenario {
  readonly name: string;
  readonly version: string;
  readonly manners?: Manners;
  /** A node that goes down once the first container of the new release stands, and comes back afterwards. */
  readonly kills?: string;
  readonly allowMissing?: boolean;
  /** Nodes, from the first one on, that have a volume of the application. */
  readonly withVolume?: number;
  /** Code of the error that the deployment ends with; absent when it succeeds. */
  readonly code?: string;
  /** Requests at the nodes that are left; default: none without a node that goes down, with one what it had under way. */
  readonly mayLose?: number;
}

/** What a proxy sends to a node that is gone until its checks notice, at 100 requests/s to each of two. */
const underWay = 50;

const scenarios: readonly Scenario[] = [
  { name: 'An update', version: 'v1' },
  {
    name: 'A version that is never healthy',
    version: 'v2',
    manners: { health: 'response.statusCode = 500;' },
    code: 'PLAB_SWARM_UPDATE',
  },
  {
    name: 'A version that ends after 1 s',
    version: 'v3',
    manners: { start: 'setTimeout(() => process.exit(4), 1000);' },
    code: 'PLAB_SWARM_UPDATE',
  },
  { name: 'A node killed during the update', version: 'v4', kills: 'three', code: 'PLAB_SSH_REFUSED' },
  {
    name: 'A node killed during the update, with --allow-missing',
    version: 'v5',
    kills: 'three',
    allowMissing: true,
  },
  {
    name: 'The leader killed during the update, with --allow-missing',
    version: 'v6',
    kills: 'one',
    allowMissing: true,
  },
  {
    name: 'A node with volumes killed during the update; the other one has its own',
    version: 'v7',
    kills: 'two',
    withVolume: 2,
    code: 'PLAB_SSH_REFUSED',
    // The container with the data that is left may have to go back: it stops before the one of before starts.
    mayLose: 2 * 100 * 20,
  },
];

for (const scenario of scenarios)
  test(scenario.name, async (t) => {
    const { name, version, manners = {}, kills, allowMissing = false, withVolume, code } = scenario;
    const { mayLose = kills === undefined ? 0 : underWay } = scenario;
    const image = await buildForSwarm(lab, version, manners);
    const more = withVolume === undefined ? {} : volumesOn(withVolume);
    if (withVolume !== undefined) await deployToSwarm(lab, `plab-test-swarm:${serves}`, undefined, more);
    const watch = watchGone();
    t.after(async () => void (await watch.end()));
    const survivors = lab.hosts.filter(({ host }) => host.name !== kills);
    const traffic = survivors.map(({ webPort }) => beginTraffic(visitsTo(`http://127.0.0.1:${webPort}`)));
    const began = Date.now();
    const outcome = await deployToSwarm(lab, image, killing(kills), { ...more, allowMissing }).then(
      () => undefined,
      (error: unknown) => error,
    );
    const seconds = (Date.now() - began) / 1000;
    const after = [...new Set(await swarmAnswers(survivors))];
    const seen = await Promise.all(traffic.map(async (each) => await each.stop()));
    t.diagnostic(
      JSON.stringify({
        seconds,
        seen: seen.map(({ sent, lost, losses }) => [sent, lost, losses]),
        outcome: String(outcome),
      }),
    );
    assert.equal((outcome as { code?: string } | undefined)?.code, code, String(outcome));
    const expected = code === undefined ? version : serves;
    assert.deepEqual(after, [expected]);
    await assertJournal(survivors, code);
    serves = expected;
    assert.deepEqual(await watch.end(), kills === undefined ? [] : [kills]);
    if (kills !== undefined) await converges(version, more);
    await writeRows(swarmTable, [rowOf(name, code, seen, seconds)]);
    assert.ok(lostOf(seen) <= mayLose, seen.flatMap(({ losses }) => losses).join('; '));
  });

function volumesOn(replicas: number): Partial<DeployRequest> {
  return { app: { ...lab.app, volumes: { data: '/data' }, swarm: { replicas } } };
}

/** Watches all nodes until its end; gives those that it went on without. */
function watchGone(): { readonly end: () => Promise<string[]> } {
  const stop = new AbortController();
  const gone: string[] = [];
  const hosts = lab.hosts.map(({ host }) => host);
  const onGone = (host: string): void => void gone.push(host);
  const watching = watchStatuses(lab.app, hosts, () => undefined, stop.signal, { onGone });
  return {
    async end() {
      stop.abort();
      await watching;
      return gone;
    },
  };
}

/** Kills a node when the first container of the new release stands. */
function killing(name: string | undefined): (event: DeployEvent) => void {
  let killed = false;
  return (event) => {
    if (killed || name === undefined || event.type !== 'step.finished' || event.step !== 'task') return;
    killed = true;
    const host = lab.hosts.find((each) => each.host.name === name);
    void lab.engine.docker.getContainer(host?.containerId ?? '').kill();
  };
}

/** Each host that is left says how it ended, as the deployment did. */
async function assertJournal(survivors: readonly LabHost[], code: string | undefined): Promise<void> {
  const hosts = survivors.map(({ host }) => host);
  const last = history(await journals(lab.app, hosts, signal)).at(-1);
  assert.equal(last?.result, code === undefined ? 'released' : 'rolled-back');
}

/** The node comes back, and the next deployment makes all of them serve the same. */
async function converges(version: string, more: Partial<DeployRequest>): Promise<void> {
  lab = { ...lab, hosts: await lab.revive() };
  const next = `${version}-next`;
  await deployToSwarm(lab, await buildForSwarm(lab, next), undefined, more);
  assert.deepEqual(await swarmAnswers(lab.hosts), [next, next, next]);
  serves = next;
}

function lostOf(seen: readonly TrafficReport[]): number {
  return seen.reduce((sum, { lost }) => sum + lost, 0);
}

function rowOf(
  name: string,
  code: string | undefined,
  seen: readonly TrafficReport[],
  seconds: number,
): readonly string[] {
  const sent = seen.reduce((sum, each) => sum + each.sent, 0);
  const away = Math.max(...seen.map(({ secondsAway }) => secondsAway));
  return [
    name,
    `${lostOf(seen)} of ${sent}`,
    lostOf(seen) === 0 ? '–' : `${away.toFixed(1)} s`,
    code === undefined ? 'new' : 'old',
    code ?? 'released',
    `${seconds.toFixed(0)} s`,
  ];
}
