import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as TimelineBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { deploymentMarks } from './annotations.ts';
import { frame, row } from './frame.ts';
import { source, stat } from './parts.ts';
import { duration, rate } from './task-api-requests.ts';
import { saturation } from './task-api-saturation.ts';

/** *Task API*: rate, errors, duration, what it runs short of, and which versions answer. */
export function taskApi(): Dashboard {
  const dashboard = frame({
    uid: 'plab-task-api',
    title: 'Task API',
    about: 'Rate, errors, duration and saturation of the service, with its deployments.',
    from: 'now-3h',
    variables: [
      { name: 'job', label: 'Job', metric: 'pipeline_lab_requests_total' },
      { name: 'instance', label: 'Instance', metric: 'pipeline_lab_requests_total{job="$job"}', many: true },
    ],
    annotations: [
      deploymentMarks('pipelinelab_deployment_last_timestamp_seconds'),
      {
        name: 'Alerts',
        expr: 'ALERTS{alertstate="firing", alertname=~"TaskApi.*"}',
        title: '{{alertname}}',
        text: '{{severity}} {{instance}}',
        colour: 'red',
      },
    ],
  });
  row(dashboard, 'Now', now());
  row(dashboard, 'Rate and errors', rate());
  row(dashboard, 'Duration', duration());
  row(dashboard, 'Versions', [versions()]);
  row(dashboard, 'Saturation', saturation());
  return dashboard.build();
}

const now = (): ReturnType<typeof stat>[] => [
  stat({
    title: 'Instances that answer',
    about: 'Alert TaskApiDown is about the others.',
    unit: 'short',
    width: 4,
    queries: [['sum(up{job="$job"})', '']],
  }),
  stat({
    title: 'Requests',
    about: 'Over 5 minutes, all instances.',
    unit: 'reqps',
    width: 5,
    queries: [['job:pipeline_lab_requests:rate5m{job="$job"}', '']],
  }),
  stat({
    title: 'Server errors',
    about: 'Share of the requests of 5 minutes. The service promises 0.1 % over 30 days.',
    unit: 'percentunit',
    width: 5,
    limits: [0.001, 0.0144],
    queries: [['job:pipeline_lab_requests:error_ratio_rate5m{job="$job"}', '']],
  }),
  stat({
    title: 'Slower than 250 ms',
    about: 'Share of the requests of 5 minutes. The service promises 1 % over 30 days.',
    unit: 'percentunit',
    width: 5,
    limits: [0.01, 0.144],
    queries: [['job:pipeline_lab_requests:slow_ratio_rate5m{job="$job"}', '']],
  }),
  stat({
    title: 'Error budget burn',
    about:
      'How many times faster than promised errors come, over an hour. From 14.4 on it is gone in two days.',
    unit: 'short',
    width: 5,
    limits: [1, 14.4],
    queries: [['job:pipeline_lab_requests:error_ratio_rate1h{job="$job"} / 0.001', '']],
  }),
];

function versions(): TimelineBuilder {
  return new TimelineBuilder()
    .title('Versions that answer')
    .description(
      'How many instances run each build. Two at once are a rollout, or one that was left half done (TaskApiReleasesMixed).',
    )
    .datasource(source)
    .span(24)
    .height(6)
    .withTarget(
      new DataqueryBuilder()
        .datasource(source)
        .refId('A')
        .expr('count by (version, build_number) (pipeline_lab_deployment_info{job="$job"})')
        .legendFormat('{{version}} build {{build_number}}')
        .range(),
    );
}
