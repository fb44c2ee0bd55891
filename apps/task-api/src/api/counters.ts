import { Counter, type Registry } from 'prom-client';

/** Of this process, since it started. */
export interface TaskCounters {
  readonly created: Counter;
  readonly completed: Counter;
  readonly deleted: Counter;
}

export function taskCounters(registry: Registry): TaskCounters {
  const counter = (what: string): Counter =>
    new Counter({ name: `pipeline_lab_tasks_${what}_total`, help: `Tasks ${what}`, registers: [registry] });
  return { created: counter('created'), completed: counter('completed'), deleted: counter('deleted') };
}
