import { deployments } from './deployments.ts';
import { pipeline } from './pipeline.ts';
import { taskApi } from './task-api.ts';

/** The text of each file in monitoring/grafana/dashboards, by its name. */
export function dashboardFiles(): Record<string, string> {
  const text = (dashboard: object): string => `${JSON.stringify(dashboard, undefined, 2)}\n`;
  return {
    'task-api.json': text(taskApi()),
    'deployments.json': text(deployments()),
    'pipeline.json': text(pipeline()),
  };
}
