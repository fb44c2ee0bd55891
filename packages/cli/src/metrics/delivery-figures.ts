import { dora } from '@pipeline-lab/deploy/dora';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Delivery } from './delivery.ts';
import { durationBuckets, type Figures } from './registry.ts';

/** Their values of `result`. One that was cut is a failure whose end nobody wrote down. */
const results = {
  released: 'success',
  unchanged: 'unchanged',
  'rolled-back': 'rolled_back',
  failed: 'failure',
  cut: 'failure',
} as const satisfies Record<Delivery['result'], string>;

/** Labels of every figure here: the application, and the destination. */
const place = ['project', 'environment'] as const;

interface Environment {
  readonly labels: Readonly<Record<(typeof place)[number], string>>;
  /** Oldest first. */
  readonly deliveries: readonly Delivery[];
}

/** Figures of deployments, oldest first. `now` is milliseconds since 1970. */
export function addDeliveryFigures(registry: Figures, deliveries: readonly Delivery[], now: number): void {
  const groups = Map.groupBy(deliveries, ({ app, destination }) => JSON.stringify([app, destination]));
  const environments = [...groups.values()].flatMap((group): Environment[] =>
    group[0] === undefined
      ? []
      : [{ labels: { project: group[0].app, environment: group[0].destination }, deliveries: group }],
  );
  addCounts([registry], environments);
  addTimes([registry], environments);
  addPresent([registry], environments);
  addDora([registry], environments, now);
}

function addCounts(registers: Figures[], environments: readonly Environment[]): void {
  const counter = (name: string, help: string, more: readonly string[] = []): Counter =>
    new Counter({ name, help, labelNames: [...place, ...more], registers });
  const all = counter('pipelinelab_deployments_total', 'Deployments that ended', ['result']);
  const back = counter(
    'pipelinelab_deployment_rollbacks_total',
    'Ways back to a release of before: by a deployment that failed, or by hand',
    ['reason'],
  );
  const bytes = counter('pipelinelab_deployment_shipped_bytes_total', 'Bytes that hosts fetched');
  const requests = counter(
    'pipelinelab_deployment_requests_total',
    'Requests of users from the switch to a release until its deployment ended',
  );
  const lost = counter(
    'pipelinelab_deployment_requests_lost_total',
    'Of these requests, those that got a server error or no whole answer',
  );
  for (const { labels, deliveries } of environments) {
    // The first of a kind would be no increase if it appeared with it.
    for (const result of Object.values(results)) all.inc({ ...labels, result }, 0);
    for (const reason of ['failure', 'manual']) back.inc({ ...labels, reason }, 0);
    for (const { verb, result, bytes: shipped, traffic } of deliveries) {
      bytes.inc(labels, shipped);
      // Nobody counted where a host went back by itself, or on a swarm: that is not the same as none.
      if (traffic !== undefined) requests.inc(labels, traffic.requests);
      if (traffic !== undefined) lost.inc(labels, traffic.lost);
      if (result === 'rolled-back') back.inc({ ...labels, reason: 'failure' });
      if (verb === 'rollback' && result === 'released') back.inc({ ...labels, reason: 'manual' });
      if (verb !== 'rollback') all.inc({ ...labels, result: results[result] });
    }
  }
}

/** From the commit to its serving: minutes to weeks, seconds. */
const leadTimeBuckets = [300, 900, 3600, 14_400, 43_200, 86_400, 172_800, 604_800, 2_592_000];

function addTimes(registers: Figures[], environments: readonly Environment[]): void {
  const durations = new Histogram({
    name: 'pipelinelab_deployment_duration_seconds',
    help: 'How long deployments took',
    labelNames: [...place, 'result'],
    buckets: durationBuckets,
    registers,
  });
  const leadTimes = new Histogram({
    name: 'pipelinelab_deployment_lead_time_seconds',
    help: 'From a commit to its serving everywhere',
    labelNames: place,
    buckets: leadTimeBuckets,
    registers,
  });
  for (const { labels, deliveries } of environments) {
    for (const { verb, result, ms, at, commit } of deliveries) {
      if (ms === undefined || verb === 'rollback') continue;
      durations.observe({ ...labels, result: results[result] }, ms / 1000);
      if (result !== 'released' || commit === undefined) continue;
      leadTimes.observe(labels, (Date.parse(at) + ms - Date.parse(commit.at)) / 1000);
    }
  }
}

function addPresent(registers: Figures[], environments: readonly Environment[]): void {
  const gauge = (name: string, help: string, more: readonly string[] = []): Gauge =>
    new Gauge({ name, help, labelNames: [...place, ...more], registers });
  const info = gauge('pipelinelab_deployment_info', 'The release that serves: always 1', [
    'version',
    'release',
    'revision',
    'by',
  ]);
  const last = gauge('pipelinelab_deployment_last_timestamp_seconds', 'When the last deployment ended');
  const success = gauge(
    'pipelinelab_environment_last_success_timestamp_seconds',
    'When a release last came to serve',
  );
  for (const { labels, deliveries } of environments) {
    setEnd(last, labels, deliveries.at(-1));
    const released = deliveries.findLast(({ result }) => result === 'released');
    setEnd(success, labels, released);
    const serving = deliveries.findLast(({ result }) => result === 'released' || result === 'unchanged');
    if (serving === undefined) continue;
    const { label: version, release, commit, by = '' } = serving;
    info.set({ ...labels, version, release, revision: commit?.revision ?? '', by }, 1);
  }
}

function setEnd(gauge: Gauge, labels: Environment['labels'], delivery: Delivery | undefined): void {
  if (delivery !== undefined) gauge.set(labels, (Date.parse(delivery.at) + (delivery.ms ?? 0)) / 1000);
}

const doraDays = 30;

/** As `plab history` tells them; without a sample there is no series. */
function addDora(registers: Figures[], environments: readonly Environment[], now: number): void {
  const gauge = (name: string, help: string): Gauge =>
    new Gauge({
      name: `pipelinelab_dora_${name}`,
      help: `${help}, over 30 days`,
      labelNames: place,
      registers,
    });
  const gauges = {
    deploymentsPerDay: gauge('deployments_per_day', 'Deployments that brought a release'),
    leadTime: gauge('lead_time_seconds', 'Median time from a commit to its serving'),
    changeFailRate: gauge('change_fail_ratio', 'Share of deployments that had to be taken back'),
    recoveryTime: gauge('recovery_time_seconds', 'Median time until users were well again'),
    reworkRate: gauge('rework_ratio', 'Share of deployments that only repaired one before'),
  };
  for (const { labels, deliveries } of environments) {
    const { deploymentsPerDay, leadTime, changeFailRate, recoveryTime, reworkRate } = dora(
      deliveries,
      doraDays,
      now,
    );
    gauges.deploymentsPerDay.set(labels, deploymentsPerDay);
    if (leadTime !== undefined) gauges.leadTime.set(labels, leadTime / 1000);
    if (changeFailRate !== undefined) gauges.changeFailRate.set(labels, changeFailRate);
    if (recoveryTime !== undefined) gauges.recoveryTime.set(labels, recoveryTime / 1000);
    if (reworkRate !== undefined) gauges.reworkRate.set(labels, reworkRate);
  }
}
