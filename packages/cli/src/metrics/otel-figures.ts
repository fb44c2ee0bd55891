import { Counter, Gauge } from 'prom-client';
import type { ByProject } from './build-figures.ts';
import type { Figures } from './registry.ts';

/** What ends a build without the Jenkinsfile's doing is an error of the system that runs it. */
const systemErrors: ReadonlySet<string> = new Set(['PLAB_BUILD_DIED', 'PLAB_BUILD_KILLED', 'PLAB_DISK_FULL']);

/**
 * OpenTelemetry's two counters of errors, which exclude each other; `_OTHER` is its word for an error without a code.
 * https://opentelemetry.io/docs/specs/semconv/cicd/cicd-metrics/
 */
export function addErrors(registers: Figures[], byProject: ByProject): void {
  const ofRuns = new Counter({
    name: 'cicd_pipeline_run_errors_total',
    help: 'Errors that ended builds, as OpenTelemetry names it',
    labelNames: ['cicd_pipeline_name', 'error_type'],
    registers,
  });
  const ofSystem = new Counter({
    name: 'cicd_system_errors_total',
    help: 'Builds that died or lost their disk, as OpenTelemetry names it',
    labelNames: ['cicd_system_component', 'error_type'],
    registers,
  });
  const component = { cicd_system_component: 'build_process' };
  for (const error_type of systemErrors) ofSystem.inc({ ...component, error_type }, 0);
  for (const [cicd_pipeline_name, builds] of byProject) {
    ofRuns.inc({ cicd_pipeline_name, error_type: '_OTHER' }, 0);
    for (const { error: error_type = '_OTHER', result } of builds) {
      if (systemErrors.has(error_type)) ofSystem.inc({ ...component, error_type });
      else if (result === 'FAILURE') ofRuns.inc({ cicd_pipeline_name, error_type });
    }
  }
}

/** How many builds of a job run now. */
export function addActive(
  registers: Figures[],
  byProject: ByProject,
  active: ReadonlyMap<string, number>,
): void {
  const gauge = new Gauge({
    name: 'cicd_pipeline_run_active',
    help: 'Builds that run now, as OpenTelemetry names it',
    labelNames: ['cicd_pipeline_name', 'cicd_pipeline_run_state'],
    registers,
  });
  for (const cicd_pipeline_name of new Set([...byProject.keys(), ...active.keys()]))
    gauge.set(
      { cicd_pipeline_name, cicd_pipeline_run_state: 'executing' },
      active.get(cicd_pipeline_name) ?? 0,
    );
}
