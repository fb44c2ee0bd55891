import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { deploymentMarks } from './annotations.ts';
import { frame, row } from './frame.ts';
import { cost, mine, place, success } from './deployments-over-time.ts';
import { present, source, stat } from './parts.ts';

/** *Deployments*: whether they succeed, how long they take, what they cost, who brought what. */
export function deployments(): Dashboard {
  const dashboard = frame({
    uid: 'plab-deployments',
    title: 'Deployments',
    about: 'How deliveries go: success, the five DORA figures, duration, bytes, lost requests, roll-backs.',
    from: 'now-30d',
    variables: [
      { name: 'project', label: 'Project', metric: 'pipelinelab_deployments_total', many: true },
      {
        name: 'environment',
        label: 'Environment',
        metric: 'pipelinelab_deployments_total{project=~"$project"}',
        many: true,
      },
    ],
    annotations: [deploymentMarks(`pipelinelab_deployment_last_timestamp_seconds{${mine}}`)],
  });
  row(dashboard, 'The last 30 days', month());
  row(dashboard, 'Who and what', [serving()]);
  row(dashboard, 'Success', success());
  row(dashboard, 'Cost', cost());
  return dashboard.build();
}

const month = (): ReturnType<typeof stat>[] => [
  stat({
    title: 'Success',
    about: 'Share of the deployments that changed something or failed.',
    unit: 'percentunit',
    width: 4,
    limits: [0.95, 0.9],
    falling: true,
    queries: [[`pipelinelab:deployment_success_ratio:rate30d{${mine}}`, place]],
  }),
  stat({
    title: 'Deployments a day',
    about: 'DORA: deployment frequency.',
    unit: 'short',
    width: 4,
    queries: [[`pipelinelab:deployments_per_day:increase30d{${mine}}`, place]],
  }),
  stat({
    title: 'Commit to live',
    about: 'DORA: change lead time, median.',
    unit: 's',
    width: 4,
    queries: [[`pipelinelab:deployment_lead_time_seconds:p50_30d{${mine}}`, place]],
  }),
  stat({
    title: 'Taken back',
    about: 'DORA: change fail rate.',
    unit: 'percentunit',
    width: 4,
    limits: [0.15, 0.3],
    queries: [[`pipelinelab:change_fail_ratio:rate30d{${mine}}`, place]],
  }),
  stat({
    title: 'Recovery',
    about: 'DORA: failed deployment recovery time, median.',
    unit: 's',
    width: 4,
    queries: [[`pipelinelab:recovery_time_seconds:p50_30d{${mine}}`, place]],
  }),
  stat({
    title: 'Requests lost',
    about: 'After a switch, until the deployment ended.',
    unit: 'short',
    width: 4,
    limits: [1, 100],
    queries: [[`sum(increase(pipelinelab_deployment_requests_lost_total{${mine}}[30d]))`, '']],
  }),
];

/** The labels of the info metric as columns. */
function serving(): TableBuilder {
  return new TableBuilder()
    .title('What serves, and who brought it')
    .description('As far as the machines know that tell Prometheus; `plab history` has every deployment.')
    .datasource(source)
    .span(24)
    .height(7)
    .withTarget(
      present(
        `max by (project, environment, version, release, revision, by) (pipelinelab_deployment_info{${mine}})`,
      ),
    )
    .withTransformation({
      id: 'organize',
      options: {
        excludeByName: { Time: true, Value: true, __name__: true },
        indexByName: { project: 0, environment: 1, version: 2, by: 3, revision: 4, release: 5 },
      },
    });
}
