import { lines } from './parts.ts';

/** Of the projects and environments that were chosen. */
export const mine = 'project=~"$project", environment=~"$environment"';
const by = 'by (project, environment)';
/** What series of a destination are called. */
export const place = '{{project}} {{environment}}';

const quantile = (share: number): string =>
  `histogram_quantile(${share}, sum by (le) (rate(pipelinelab_deployment_duration_seconds_bucket{${mine}}[$__range])))`;

/** How much a counter grew in each bar. */
const grown = (metric: string, labels: string): string =>
  `sum by (${labels}) (increase(${metric}{${mine}}[$__rate_interval]))`;

/** How deployments end. */
export const success = (): ReturnType<typeof lines>[] => [
  lines({
    title: 'Deployments by result',
    about: 'In each bar. `unchanged`: it served already.',
    unit: 'short',
    width: 8,
    stacked: true,
    queries: [[grown('pipelinelab_deployments_total', 'result'), '{{result}}']],
  }),
  lines({
    title: 'Share that succeeds',
    about: 'DeploymentsUnreliable fires below 90 % of 7 days.',
    unit: 'percentunit',
    width: 8,
    queries: ['1d', '7d', '30d'].map(
      (window) =>
        [`pipelinelab:deployment_success_ratio:rate${window}{${mine}}`, `${place} ${window}`] as const,
    ),
  }),
  lines({
    title: 'Roll-backs by reason',
    about: '`failure`: a deployment that took itself back; `manual`: plab rollback.',
    unit: 'short',
    width: 8,
    stacked: true,
    queries: [[grown('pipelinelab_deployment_rollbacks_total', 'reason'), '{{reason}}']],
  }),
];

/** What deployments take, and what users notice of them. */
export const cost = (): ReturnType<typeof lines>[] => [
  lines({
    title: 'Duration',
    about: 'Of the deployments of the whole range.',
    unit: 's',
    width: 6,
    queries: [
      [quantile(0.5), 'p50'],
      [quantile(0.95), 'p95'],
    ],
  }),
  lines({
    title: 'Shipped',
    about: 'Bytes that hosts fetched: a changed line is some kilobytes.',
    unit: 'bytes',
    width: 6,
    stacked: true,
    queries: [[grown('pipelinelab_deployment_shipped_bytes_total', 'project, environment'), place]],
  }),
  lines({
    title: 'Requests after a switch',
    about: 'What users asked until the deployment ended, and what of it was lost.',
    unit: 'short',
    width: 6,
    stacked: true,
    queries: [
      [grown('pipelinelab_deployment_requests_total', 'environment'), '{{environment}} asked'],
      [grown('pipelinelab_deployment_requests_lost_total', 'environment'), '{{environment}} lost'],
    ],
  }),
  lines({
    title: 'Since the last release',
    about: 'How long nothing new has come.',
    unit: 's',
    width: 6,
    queries: [
      [`time() - max ${by} (pipelinelab_environment_last_success_timestamp_seconds{${mine}})`, place],
    ],
  }),
];
