import { type OpenMetricsContentType, Registry } from 'prom-client';

/** `openmetrics`: https://prometheus.io/docs/specs/om/open_metrics_spec/; `prometheus`: its older text format. */
export type MetricsFormat = 'openmetrics' | 'prometheus';

export type Figures = Registry | Registry<OpenMetricsContentType>;

/** Durations of builds and deployments, seconds. */
export const durationBuckets: number[] = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400];

export function newRegistry(format: MetricsFormat): Figures {
  if (format === 'prometheus') return new Registry();
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  return registry;
}
