import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import type { BuildCount } from '@pipeline-lab/engine/builds';
import type { Delivery } from './delivery.ts';
import { figuresText } from './figures.ts';

const now = Date.parse('2026-03-10T00:00:00Z');
const at = (hours: number): string => new Date(now - hours * 3_600_000).toISOString();

const build = (number: number, result: BuildCount['result'], more: Partial<BuildCount> = {}): BuildCount => ({
  job: 'shop',
  number,
  startedAt: at(100 - number),
  endedAt: at(100 - number),
  result,
  ms: 3000,
  stages: [],
  ...more,
});

const delivery = (hours: number, result: Delivery['result'], more: Partial<Delivery> = {}): Delivery => ({
  app: 'shop',
  destination: 'production',
  id: `${hours}`,
  at: at(hours),
  verb: 'deploy',
  release: `r${hours}`,
  label: `shop:${hours}`,
  commit: { revision: 'c0ffee', at: at(hours + 2) },
  result,
  ms: 60_000,
  bytes: 1000,
  ...more,
});

const linesOf = async (builds: BuildCount[], deliveries: Delivery[] = []): Promise<string[]> =>
  (await figuresText({ builds, deliveries }, 'openmetrics', now)).split('\n');

function has(lines: readonly string[], ...wanted: readonly string[]): void {
  for (const line of wanted) assert.ok(lines.includes(line), `${line}\nis not in\n${lines.join('\n')}`);
}

describe('figures of builds', () => {
  test('are counted by project and result, a result without builds as 0', async () => {
    const lines = await linesOf([
      build(1, 'SUCCESS'),
      build(2, 'SUCCESS'),
      build(3, 'FAILURE', { ms: undefined }),
      build(1, 'UNSTABLE', { job: 'a "b"\\c' }),
    ]);
    has(
      lines,
      '# TYPE pipelinelab_runs counter',
      'pipelinelab_runs_total{project="shop",result="success"} 2',
      'pipelinelab_runs_total{project="shop",result="failure"} 1',
      'pipelinelab_runs_total{project="shop",result="aborted"} 0',
      'pipelinelab_runs_total{project="a \\"b\\"\\\\c",result="unstable"} 1',
      'pipelinelab_run_duration_seconds_sum{project="shop",result="success"} 6',
      'pipelinelab_run_duration_seconds_bucket{le="2",project="shop",result="success"} 0',
      'pipelinelab_run_duration_seconds_bucket{le="5",project="shop",result="success"} 2',
    );
    // When a build died, nobody knows.
    assert.ok(!lines.some((line) => /^pipelinelab_run_duration.*"failure"/.test(line)));
    assert.deepEqual(lines.slice(-2), ['# EOF', '']);
  });

  test('tell errors in OpenTelemetry’s words: of runs, and of what runs them', async () => {
    const lines = await linesOf([
      build(1, 'FAILURE', { error: 'PLAB_STEP_FAILED' }),
      build(2, 'FAILURE', { error: 'PLAB_STEP_FAILED' }),
      build(3, 'FAILURE', { error: 'PLAB_BUILD_DIED' }),
      build(4, 'FAILURE'),
      build(5, 'ABORTED', { error: 'PLAB_INTERRUPTED' }),
    ]);
    has(
      lines,
      'cicd_pipeline_run_errors_total{cicd_pipeline_name="shop",error_type="PLAB_STEP_FAILED"} 2',
      'cicd_pipeline_run_errors_total{cicd_pipeline_name="shop",error_type="_OTHER"} 1',
      'cicd_system_errors_total{cicd_system_component="build_process",error_type="PLAB_BUILD_DIED"} 1',
      'cicd_system_errors_total{cicd_system_component="build_process",error_type="PLAB_DISK_FULL"} 0',
      'cicd_pipeline_run_active{cicd_pipeline_name="shop",cicd_pipeline_run_state="executing"} 0',
    );
    assert.ok(!lines.some((line) => /^cicd_pipeline_run_errors.*(DIED|INTERRUPTED)/.test(line)));
  });

  test('tell how many failed in a row; an aborted build neither ends nor makes that longer', async () => {
    const failing = async (...results: BuildCount['result'][]): Promise<string | undefined> =>
      (await linesOf(results.map((result, index) => build(index + 1, result)))).find((line) =>
        line.startsWith('pipelinelab_runs_failing{'),
      );
    assert.equal(await failing('FAILURE', 'SUCCESS'), 'pipelinelab_runs_failing{project="shop"} 0');
    assert.equal(
      await failing('SUCCESS', 'FAILURE', 'ABORTED', 'FAILURE'),
      'pipelinelab_runs_failing{project="shop"} 2',
    );
    assert.equal(
      await failing('FAILURE', 'FAILURE', 'UNSTABLE'),
      'pipelinelab_runs_failing{project="shop"} 0',
    );
    assert.equal(
      await failing('FAILURE', 'FAILURE', 'FAILURE'),
      'pipelinelab_runs_failing{project="shop"} 3',
    );
  });

  test('have the tests of the last build that had some', async () => {
    const tests = { passed: 7, failed: 2, skipped: 1 };
    has(
      await linesOf([
        build(1, 'UNSTABLE', { tests: { ...tests, passed: 5 } }),
        build(2, 'UNSTABLE', { tests }),
        build(3, 'FAILURE'),
      ]),
      'pipelinelab_tests{project="shop",outcome="passed"} 7',
      'pipelinelab_tests{project="shop",outcome="failed"} 2',
    );
  });

  test('have at most a hundred stages a project, whatever a Jenkinsfile makes up', async () => {
    const builds = Array.from({ length: 150 }, (_, n) =>
      build(n + 1, 'SUCCESS', {
        stages: [
          { stage: 'Build', ms: 500 },
          { stage: `Deploy ${n}`, ms: 1000 },
        ],
      }),
    );
    const lines = await linesOf(builds);
    has(
      lines,
      'pipelinelab_stage_duration_seconds_sum{project="shop",stage="Build"} 75',
      'pipelinelab_stage_duration_seconds_count{project="shop",stage="Build"} 150',
      'pipelinelab_stage_duration_seconds_count{project="shop",stage="(others)"} 51',
    );
    const stages = lines.filter((line) => line.startsWith('pipelinelab_stage_duration_seconds_count{'));
    assert.equal(stages.length, 101);
  });
});

describe('figures of deployments', () => {
  test('are counted by application, destination and result; a roll-back by hand is none', async () => {
    const lines = await linesOf(
      [],
      [
        delivery(50, 'released', { traffic: { requests: 900, lost: 0 } }),
        delivery(40, 'rolled-back', { commit: undefined }),
        delivery(35, 'cut', { ms: undefined }),
        delivery(30, 'released', { label: 'shop:2' }),
        delivery(20, 'released', {
          verb: 'rollback',
          release: 'r50',
          label: 'shop:1',
          bytes: 0,
          by: 'ada@desk',
          traffic: { requests: 100, lost: 3 },
        }),
        delivery(10, 'unchanged', { destination: 'staging' }),
      ],
    );
    const place = 'project="shop",environment="production"';
    has(
      lines,
      `pipelinelab_deployments_total{${place},result="success"} 2`,
      `pipelinelab_deployments_total{${place},result="rolled_back"} 1`,
      `pipelinelab_deployments_total{${place},result="failure"} 1`,
      'pipelinelab_deployments_total{project="shop",environment="staging",result="unchanged"} 1',
      `pipelinelab_deployment_rollbacks_total{${place},reason="failure"} 1`,
      `pipelinelab_deployment_rollbacks_total{${place},reason="manual"} 1`,
      `pipelinelab_deployment_shipped_bytes_total{${place}} 4000`,
      `pipelinelab_deployment_requests_total{${place}} 1000`,
      `pipelinelab_deployment_requests_lost_total{${place}} 3`,
      `pipelinelab_deployment_duration_seconds_count{${place},result="success"} 2`,
      `pipelinelab_deployment_lead_time_seconds_sum{${place}} 14520`,
      `pipelinelab_deployment_info{${place},version="shop:1",release="r50",revision="c0ffee",by="ada@desk"} 1`,
      `pipelinelab_deployment_last_timestamp_seconds{${place}} ${(now - 20 * 3_600_000) / 1000 + 60}`,
      `pipelinelab_dora_deployments_per_day{${place}} ${2 / 30}`,
      `pipelinelab_dora_lead_time_seconds{${place}} 7260`,
      `pipelinelab_dora_change_fail_ratio{${place}} ${2 / 3}`,
    );
  });

  test('have no series where nothing is known', async () => {
    const lines = await linesOf([], [delivery(5, 'failed')]);
    assert.ok(!lines.some((line) => /^pipelinelab_(deployment_info|dora_(lead|change|recovery))/.test(line)));
    // A host that went back by itself has counted nothing: that none was lost is not known.
    const back = await linesOf([], [delivery(5, 'rolled-back')]);
    assert.ok(!back.some((line) => /^pipelinelab_deployment_requests_\w*total\{/.test(line)));
  });
});

test('the older format has the names of counters in full, and no end mark', async () => {
  const text = await figuresText({ builds: [build(1, 'SUCCESS')], deliveries: [] }, 'prometheus', now);
  assert.match(text, /^# TYPE pipelinelab_runs_total counter$/m);
  assert.doesNotMatch(text, /# EOF/);
});

test('the rules of Prometheus ask for nothing that is not told', async () => {
  const rules = await readFile(
    new URL('../../../../monitoring/prometheus/rules/deliveries.yml', import.meta.url),
    'utf8',
  );
  const asked = new Set(rules.match(/\bpipelinelab_\w+/g));
  assert.ok(asked.size > 5);
  const told = (
    await linesOf([build(1, 'SUCCESS')], [delivery(9, 'rolled-back'), delivery(8, 'released')])
  ).map((line) => line.replace(/[ {].*/, ''));
  for (const name of asked) assert.ok(told.includes(name), name);
});
