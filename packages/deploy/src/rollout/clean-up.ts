import type { Plan } from '../step.ts';
import type { Report } from './events.ts';
import { execute } from './execute.ts';
import { present } from './missing.ts';
import { all, runPhase } from './phase.ts';
import type { Deployment } from './record.ts';
import type { Rollout, Target } from './target.ts';
import { tidy } from './tidy.ts';
import type { Trouble } from './trouble.ts';

/**
 * Puts away what is old, on each host as far as that goes: neither a host that is lost nor a hook that fails keeps another
 * one from it. Rejects never; what went wrong goes to `trouble`.
 */
export async function cleanUp(
  rollout: Rollout,
  targets: readonly Target[],
  deployment: Deployment,
  report: Report,
  { found, add }: Trouble,
): Promise<void> {
  const steps = ({ finalize }: Plan): Plan['finalize'] => finalize;
  const phase = { rollout, phase: 'finalize', steps, execute, failed: add } as const;
  await runPhase(phase, targets, deployment, report, new AbortController().signal);
  const cleared = present(targets).filter((target) => !found.has(target));
  await all(cleared, async (target) => {
    const { connection, app, before } = target;
    await tidy(connection, app, [before.serving ?? '']).catch((error: unknown) => add(error, target));
  });
}
