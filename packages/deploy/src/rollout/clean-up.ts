import { fail } from '../errors.ts';
import type { Plan } from '../step.ts';
import type { Report } from './events.ts';
import { execute } from './execute.ts';
import { present } from './missing.ts';
import { all, runPhase } from './phase.ts';
import { type Deployment, messageOf } from './record.ts';
import type { Rollout, Target } from './target.ts';
import { tidy } from './tidy.ts';

/**
 * Puts away what is old, on each host as far as that goes: one that is lost keeps no other one from it. Errors:
 * PLAB_CLEAN_UP with the hosts where something is left.
 */
export async function cleanUp(
  rollout: Rollout,
  targets: readonly Target[],
  deployment: Deployment,
  report: Report,
): Promise<void> {
  const left = new Map<Target, unknown>();
  const failed = (target: Target, error: unknown): void => {
    if (!left.has(target)) left.set(target, error);
  };
  const steps = ({ finalize }: Plan): Plan['finalize'] => finalize;
  const phase = { rollout, phase: 'finalize', steps, execute, failed } as const;
  const { signal } = new AbortController();
  // A hook that fails is nobody's in particular.
  await runPhase(phase, targets, deployment, report, signal).catch((error: unknown) =>
    present(targets).forEach((target) => failed(target, error)),
  );
  const cleared = present(targets).filter((target) => !left.has(target));
  await all(cleared, async (target) => {
    const { connection, app, before } = target;
    await tidy(connection, app, [before.serving ?? '']).catch((error: unknown) => failed(target, error));
  });
  const [[, first] = []] = left;
  if (left.size === 0) return;
  const names = [...left.keys()].map(({ connection }) => connection.host.name);
  const reasons = new Set([...left.values()].map(messageOf));
  throw fail('PLAB_CLEAN_UP', names.join(', '), [...reasons].join('; '), first);
}
