import type { HostPreview } from '@pipeline-lab/deploy';
import { bytes } from './units.ts';

/** What a deployment would do, host by host. */
export function previewText(previews: readonly HostPreview[]): string {
  return previews.map(hostText).join('\n\n');
}

function hostText({ host, release, before, plan, missing }: HostPreview): string {
  const from = before.serving ?? 'nothing';
  const steps = Object.entries(plan).flatMap(([phase, list]: [string, HostPreview['plan']['prepare']]) =>
    list.map((step) => `  ${phase.padEnd(9)}${stepText(step, missing)}`),
  );
  return [
    from === release ? `${host}: ${release} serves already` : `${host}: ${from} → ${release}`,
    ...(steps.length === 0 ? ['  nothing to do'] : steps),
  ].join('\n');
}

function stepText(step: HostPreview['plan']['prepare'][number], missing: HostPreview['missing']): string {
  switch (step.kind) {
    case 'ship':
      return missing.layers === 0
        ? 'ship: every layer is there'
        : `ship ${missing.layers} layers, ${bytes(missing.bytes)} before compression`;
    case 'retire':
    case 'remove':
      return `${step.kind} ${step.release}`;
    default:
      return step.kind;
  }
}
