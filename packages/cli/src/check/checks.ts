import { checkLifeCycle } from './life-cycle.ts';
import type { Service } from './service.ts';

export interface LiveCheck {
  readonly name: string;
  /** Tells what was seen; throws an Error with what is wrong. */
  readonly run: (service: Service) => Promise<string>;
}

const metrics = [
  'pipeline_lab_requests_total',
  'pipeline_lab_request_duration_seconds',
  'pipeline_lab_active_connections',
  'pipeline_lab_deployment_info',
];

/** What production must do, with the fields that its health must have. */
export function liveChecks(expected: Readonly<Record<string, string>>): readonly LiveCheck[] {
  return [
    { name: 'health', run: checkHealth },
    { name: 'version', run: async (service) => await checkVersion(service, expected) },
    { name: 'tasks', run: checkLifeCycle },
    { name: 'metrics', run: checkMetrics },
  ];
}

async function checkHealth(service: Service): Promise<string> {
  const { json } = await service.ask('GET', '/health', 200);
  if (json['status'] !== 'healthy') throw new Error(`GET /health says ${String(json['status'])}`);
  await service.ask('GET', '/health/ready', 200);
  return 'healthy and ready';
}

async function checkVersion(service: Service, expected: Readonly<Record<string, string>>): Promise<string> {
  const { json } = await service.ask('GET', '/health', 200);
  const wrong = Object.entries(expected).filter(([name, value]) => String(json[name]) !== value);
  if (wrong.length > 0)
    throw new Error(
      wrong.map(([name, value]) => `${name} is ${String(json[name])}, not ${value}`).join('; '),
    );
  return `${String(json['version'])}, build ${String(json['build_number'])}`;
}

/** The names, and that what they tell is of the release that answers. */
async function checkMetrics(service: Service): Promise<string> {
  const { text } = await service.ask('GET', '/metrics', 200);
  const missing = metrics.filter((name) => !text.includes(`# TYPE ${name} `));
  if (missing.length > 0) throw new Error(`GET /metrics has no ${missing.join(', ')}`);
  const { json } = await service.ask('GET', '/health', 200);
  const version = `pipeline_lab_deployment_info{version="${String(json['version'])}"`;
  if (!text.includes(version))
    throw new Error('pipeline_lab_deployment_info tells another version than health');
  return `${metrics.length} of ${metrics.length}`;
}
