import { lines } from './parts.ts';
import { mine } from './task-api-requests.ts';

const each = '{{instance}}';

/** What the service runs short of, by instance. */
export const saturation = (): ReturnType<typeof lines>[] => [
  lines({
    title: 'Memory',
    about: 'Resident, by instance. TaskApiMemoryGrows tells when it does not stop.',
    unit: 'bytes',
    width: 8,
    queries: [[`process_resident_memory_bytes{${mine}}`, each]],
  }),
  lines({
    title: 'CPU',
    about: 'Seconds of CPU a second: 1 is a whole core.',
    unit: 'short',
    width: 8,
    queries: [[`rate(process_cpu_seconds_total{${mine}}[$__rate_interval])`, each]],
  }),
  lines({
    title: 'Event loop',
    about: 'How long a request waits for its turn, 99th percentile.',
    unit: 's',
    width: 8,
    queries: [[`nodejs_eventloop_lag_p99_seconds{${mine}}`, each]],
  }),
  lines({
    title: 'Open connections',
    about: 'By instance; the proxy keeps some open.',
    unit: 'short',
    width: 8,
    queries: [[`pipeline_lab_active_connections{${mine}}`, each]],
  }),
  lines({
    title: 'Garbage collection',
    about: 'Seconds that it takes of each second.',
    unit: 's',
    width: 8,
    queries: [[`sum by (instance) (rate(nodejs_gc_duration_seconds_sum{${mine}}[$__rate_interval]))`, each]],
  }),
  lines({
    title: 'Tasks',
    about: 'What becomes of tasks, a second.',
    unit: 'short',
    width: 8,
    queries: ['created', 'completed', 'deleted'].map(
      (what) => [`sum(rate(pipeline_lab_tasks_${what}_total{${mine}}[$__rate_interval]))`, what] as const,
    ),
  }),
];
