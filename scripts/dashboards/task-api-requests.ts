import { PanelBuilder as HeatmapBuilder } from '@grafana/grafana-foundation-sdk/heatmap';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { lines, source } from './parts.ts';

/** Of the job and the instances that were chosen. */
export const mine = 'job="$job", instance=~"$instance"';
const requests = `pipeline_lab_requests_total{${mine}}`;
const buckets = `pipeline_lab_request_duration_seconds_bucket{${mine}}`;

const quantile = (share: number, by = ''): string =>
  `histogram_quantile(${share}, sum by (${by}le) (rate(${buckets}[$__rate_interval])))`;

/** What is asked, and what fails of it. */
export const rate = (): ReturnType<typeof lines>[] => [
  lines({
    title: 'Requests by route',
    about: 'What users do.',
    unit: 'reqps',
    width: 8,
    queries: [[`sum by (method, endpoint) (rate(${requests}[$__rate_interval]))`, '{{method}} {{endpoint}}']],
  }),
  lines({
    title: 'Answers by status',
    about: '4xx are the clients’ mistakes, 5xx the service’s.',
    unit: 'reqps',
    width: 8,
    queries: [[`sum by (status_code) (rate(${requests}[$__rate_interval]))`, '{{status_code}}']],
  }),
  lines({
    title: 'Server errors by window',
    about: 'By window: a short one tells what happens now, a long one what it costs.',
    unit: 'percentunit',
    width: 8,
    queries: ['5m', '30m', '1h', '6h'].map(
      (window) => [`job:pipeline_lab_requests:error_ratio_rate${window}{job="$job"}`, window] as const,
    ),
  }),
];

/** How long answers take. */
export const duration = (): (ReturnType<typeof lines> | HeatmapBuilder)[] => [
  lines({
    title: 'Duration',
    about: 'Until the end of the answer, all routes.',
    unit: 's',
    width: 8,
    queries: [
      [quantile(0.5), 'p50'],
      [quantile(0.95), 'p95'],
      [quantile(0.99), 'p99'],
    ],
  }),
  lines({
    title: 'p99 by route',
    about: 'Which route is slow.',
    unit: 's',
    width: 8,
    queries: [[quantile(0.99, 'method, endpoint, '), '{{method}} {{endpoint}}']],
  }),
  new HeatmapBuilder()
    .title('Where requests lie')
    .description('Requests a second in each bucket: two bands are two kinds of requests.')
    .datasource(source)
    .span(8)
    .height(8)
    .withTarget(
      new DataqueryBuilder()
        .datasource(source)
        .refId('A')
        .expr(`sum by (le) (rate(${buckets}[$__rate_interval]))`)
        .legendFormat('{{le}}')
        .format(PromQueryFormat.Heatmap)
        .range(),
    ),
];
