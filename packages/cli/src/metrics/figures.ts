import { addBuildFigures } from './build-figures.ts';
import { addDeliveryFigures } from './delivery-figures.ts';
import { type MetricsFormat, newRegistry } from './registry.ts';
import type { Totals } from './totals.ts';

/** All figures as text. `now` is milliseconds since 1970. */
export async function figuresText(
  { builds, active, deliveries }: Totals,
  format: MetricsFormat,
  now: number = Date.now(),
): Promise<string> {
  const registry = newRegistry(format);
  addBuildFigures(registry, builds, active);
  addDeliveryFigures(registry, deliveries, now);
  return await registry.metrics();
}
