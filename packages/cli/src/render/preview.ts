import type { HostPreview } from '@pipeline-lab/deploy';
import { bytes } from './units.ts';

/** What a deployment would do, host by host. */
export function previewText(previews: readonly HostPreview[]): string {
  return previews.map(hostText).join('\n\n');
}

type Step = HostPreview['plan']['prepare'][number];

function hostText({ host, release, before, plan, missing }: HostPreview): string {
  const from = before.serving ?? 'nothing';
  const phases: [string, readonly Step[]][] = Object.entries(plan).map(
    ([phase, steps]: [string, readonly (Step | readonly Step[])[]]) => [phase, steps.flat()],
  );
  const steps = phases.flatMap(([phase, list]) =>
    list.map((step) => `  ${phase.padEnd(9)}${stepText(step, missing)}`),
  );
  return [
    from === release ? `${host}: ${release} serves already` : `${host}: ${from} → ${release}`,
    ...(steps.length === 0 ? ['  nothing to do'] : steps),
  ].join('\n');
}

function stepText(step: Step, missing: HostPreview['missing']): string {
  switch (step.kind) {
    case 'ship':
      return missing.layers === 0
        ? 'ship: every layer is there'
        : `ship ${missing.layers} layers, ${bytes(missing.bytes)} before compression`;
    case 'create':
      return step.replicas === 1 ? 'create' : `create ${step.replicas} replicas`;
    case 'share':
    case 'compare':
      return `${step.kind} ${step.percent} %`;
    case 'dismiss':
    case 'retire':
    case 'remove':
      return `${step.kind} ${step.release}`;
    default:
      return step.kind;
  }
}
