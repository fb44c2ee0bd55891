import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { frame, row } from './frame.ts';
import { lines, stat } from './parts.ts';

const mine = 'project=~"$project"';
const named = 'cicd_pipeline_name=~"$project"';

const quantile = (share: number): string =>
  `histogram_quantile(${share}, sum by (project, le) (rate(pipelinelab_run_duration_seconds_bucket{${mine}}[$__range])))`;

/** *Pipeline*: builds, how long they and their stages take, tests that fail. */
export function pipeline(): Dashboard {
  const dashboard = frame({
    uid: 'plab-pipeline',
    title: 'Pipeline',
    about: 'How builds go: results, durations, stages, tests, errors.',
    from: 'now-7d',
    variables: [{ name: 'project', label: 'Project', metric: 'pipelinelab_runs_total', many: true }],
    annotations: [
      {
        name: 'Failing',
        expr: 'ALERTS{alertstate="firing", alertname="PipelineFailing"}',
        title: '{{alertname}}',
        text: '{{project}}',
        colour: 'red',
      },
    ],
  });
  row(dashboard, 'Now', now());
  row(dashboard, 'Builds', builds());
  row(dashboard, 'Stages and tests', stages());
  row(dashboard, 'Errors', errors());
  return dashboard.build();
}

const now = (): ReturnType<typeof stat>[] => [
  stat({
    title: 'Success',
    about: 'Share of the builds of 7 days that had an end of their own.',
    unit: 'percentunit',
    width: 5,
    limits: [0.9, 0.7],
    falling: true,
    queries: [
      [
        `sum(increase(pipelinelab_runs_total{${mine}, result="success"}[7d])) / sum(increase(pipelinelab_runs_total{${mine}, result!~"aborted|not_built"}[7d]))`,
        '',
      ],
    ],
  }),
  stat({
    title: 'Failing in a row',
    about: 'PipelineFailing fires at three.',
    unit: 'short',
    width: 5,
    limits: [1, 3],
    queries: [[`pipelinelab_runs_failing{${mine}}`, '{{project}}']],
  }),
  stat({
    title: 'Running',
    about: 'When the figures were written last.',
    unit: 'short',
    width: 4,
    queries: [[`sum(cicd_pipeline_run_active{${named}})`, '']],
  }),
  stat({
    title: 'Tests that fail',
    about: 'In the last build with tests.',
    unit: 'short',
    width: 5,
    limits: [1, 10],
    queries: [[`pipelinelab_tests{${mine}, outcome="failed"}`, '{{project}}']],
  }),
  stat({
    title: 'Since the last good build',
    about: 'Whether somebody has built at all.',
    unit: 's',
    width: 5,
    queries: [[`time() - pipelinelab_run_last_success_timestamp_seconds{${mine}}`, '{{project}}']],
  }),
];

const builds = (): ReturnType<typeof lines>[] => [
  lines({
    title: 'Builds by result',
    about: 'In each bar.',
    unit: 'short',
    width: 12,
    stacked: true,
    queries: [
      [`sum by (result) (increase(pipelinelab_runs_total{${mine}}[$__rate_interval]))`, '{{result}}'],
    ],
  }),
  lines({
    title: 'Duration',
    about: 'Of the builds of the whole range.',
    unit: 's',
    width: 12,
    queries: [
      [quantile(0.5), '{{project}} p50'],
      [quantile(0.95), '{{project}} p95'],
    ],
  }),
];

const mean = (metric: string): string =>
  `sum by (project, stage) (increase(${metric}_sum{${mine}}[$__range])) / sum by (project, stage) (increase(${metric}_count{${mine}}[$__range]) > 0)`;

const stages = (): ReturnType<typeof lines>[] => [
  lines({
    title: 'Stages',
    about: 'The mean of the whole range: what to make faster first.',
    unit: 's',
    width: 12,
    queries: [[mean('pipelinelab_stage_duration_seconds'), '{{project}} {{stage}}']],
  }),
  lines({
    title: 'Tests',
    about: 'In the last build with tests.',
    unit: 'short',
    width: 12,
    queries: [[`sum by (project, outcome) (pipelinelab_tests{${mine}})`, '{{project}} {{outcome}}']],
  }),
];

const errors = (): ReturnType<typeof lines>[] => [
  lines({
    title: 'Builds that failed, by error',
    about: 'The code of the error; `_OTHER` without one.',
    unit: 'short',
    width: 12,
    stacked: true,
    queries: [
      [
        `sum by (cicd_pipeline_name, error_type) (increase(cicd_pipeline_run_errors_total{${named}}[$__rate_interval]))`,
        '{{cicd_pipeline_name}} {{error_type}}',
      ],
    ],
  }),
  lines({
    title: 'Errors of what runs them',
    about: 'Processes of builds that died or were killed, full disks.',
    unit: 'short',
    width: 12,
    stacked: true,
    queries: [
      ['sum by (error_type) (increase(cicd_system_errors_total[$__rate_interval]))', '{{error_type}}'],
    ],
  }),
];
