import { StepFailure } from '../errors.ts';
import type { Parameters } from './step.ts';

const units: Readonly<Record<string, number>> = {
  NANOSECONDS: 1e-6,
  MICROSECONDS: 1e-3,
  MILLISECONDS: 1,
  SECONDS: 1000,
  MINUTES: 60_000,
  HOURS: 3_600_000,
  DAYS: 86_400_000,
};

/** Milliseconds of `time` and `unit`. */
export function milliseconds(parameters: Parameters, usual: string): number {
  const unit = parameters.text('unit', usual).toUpperCase();
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (factor === undefined) {
    throw new StepFailure(`there is no unit ${unit}`, `Use one of ${Object.keys(units).join(', ')}.`);
  }
  return parameters.number('time') * factor;
}
