import type { BuildCount } from '@pipeline-lab/engine/builds';
import { Counter, Gauge, Histogram, Summary } from 'prom-client';
import { addActive, addErrors } from './otel-figures.ts';
import { durationBuckets, type Figures } from './registry.ts';

/** Their values of `result`, and those of OpenTelemetry's `cicd.pipeline.result`. */
const results = {
  SUCCESS: { name: 'success', otel: 'success' },
  UNSTABLE: { name: 'unstable', otel: 'failure' },
  FAILURE: { name: 'failure', otel: 'failure' },
  NOT_BUILT: { name: 'not_built', otel: 'skip' },
  ABORTED: { name: 'aborted', otel: 'cancellation' },
} as const satisfies Record<BuildCount['result'], { readonly name: string; readonly otel: string }>;

/** Figures of builds, oldest first; `active` is how many of a job run now. */
export function addBuildFigures(
  registry: Figures,
  builds: readonly BuildCount[],
  active: ReadonlyMap<string, number> = new Map(),
): void {
  const registers = [registry];
  const byProject = Map.groupBy(builds, ({ job }) => job);
  addRuns(registers, byProject);
  addErrors(registers, byProject);
  addActive(registers, byProject, active);
  addStages(registers, byProject);
  addLast(registers, byProject);
}

type Registers = Figures[];

/** Builds of each job, oldest first. */
export type ByProject = ReadonlyMap<string, readonly BuildCount[]>;

function addRuns(registers: Registers, byProject: ByProject): void {
  const runs = new Counter({
    name: 'pipelinelab_runs_total',
    help: 'Builds that ended',
    labelNames: ['project', 'result'],
    registers,
  });
  const durations = new Histogram({
    name: 'pipelinelab_run_duration_seconds',
    help: 'How long builds took',
    labelNames: ['project', 'result'],
    buckets: durationBuckets,
    registers,
  });
  const otelDurations = new Histogram({
    name: 'cicd_pipeline_run_duration_seconds',
    help: 'How long builds took, as OpenTelemetry names it',
    labelNames: ['cicd_pipeline_name', 'cicd_pipeline_run_state', 'cicd_pipeline_result'],
    buckets: durationBuckets,
    registers,
  });
  for (const [project, builds] of byProject) {
    // The first of a kind would be no increase if it appeared with it.
    for (const { name } of Object.values(results)) runs.inc({ project, result: name }, 0);
    for (const { result, ms } of builds) {
      const { name, otel } = results[result];
      runs.inc({ project, result: name });
      if (ms === undefined) continue;
      durations.observe({ project, result: name }, ms / 1000);
      const labels = { cicd_pipeline_name: project, cicd_pipeline_run_state: 'executing' };
      otelDurations.observe({ ...labels, cicd_pipeline_result: otel }, ms / 1000);
    }
  }
}

/** So many stages of a project have series of their own: a Jenkinsfile may make up names while it runs. */
const mostStages = 100;

/** A summary has two series for a stage, where a histogram has seventeen. */
function addStages(registers: Registers, byProject: ByProject): void {
  const durations = new Summary({
    name: 'pipelinelab_stage_duration_seconds',
    help: 'How long stages took that ran',
    labelNames: ['project', 'stage'],
    percentiles: [],
    registers,
  });
  for (const [project, builds] of byProject) {
    const named = new Set<string>();
    for (const { stage, ms } of builds.flatMap(({ stages }) => stages)) {
      if (named.size < mostStages) named.add(stage);
      durations.observe({ project, stage: named.has(stage) ? stage : '(others)' }, ms / 1000);
    }
  }
}

function addLast(registers: Registers, byProject: ByProject): void {
  const gauge = (name: string, help: string, labelNames: string[] = ['project']): Gauge =>
    new Gauge({ name, help, labelNames, registers });
  const time = gauge('pipelinelab_run_last_timestamp_seconds', 'When the last build ended');
  const success = gauge('pipelinelab_run_last_success_timestamp_seconds', 'When the last good build ended');
  const failing = gauge('pipelinelab_runs_failing', 'Builds in a row that failed, up to the last one');
  const tests = gauge('pipelinelab_tests', 'Tests of the last build that had some', ['project', 'outcome']);
  for (const [project, builds] of byProject) {
    setTime(time, project, builds.at(-1));
    setTime(
      success,
      project,
      builds.findLast(({ result }) => result === 'SUCCESS'),
    );
    failing.set({ project }, failuresAtEnd(builds));
    const last = builds.findLast((build) => build.tests !== undefined)?.tests;
    for (const [outcome, count] of Object.entries(last ?? {})) tests.set({ project, outcome }, count);
  }
}

/** Whoever aborts a build says nothing about it. */
function failuresAtEnd(builds: readonly BuildCount[]): number {
  const judged = builds.filter(({ result }) => result !== 'ABORTED' && result !== 'NOT_BUILT');
  return judged.length - 1 - judged.findLastIndex(({ result }) => result !== 'FAILURE');
}

function setTime(gauge: Gauge, project: string, build: BuildCount | undefined): void {
  if (build !== undefined) gauge.set({ project }, Date.parse(build.endedAt) / 1000);
}
