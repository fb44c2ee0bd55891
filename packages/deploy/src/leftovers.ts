import type { HostState, KeptRelease } from './host/state.ts';
import type { Step } from './step.ts';

/** Retires what runs beside the desired release and removes what is beyond `keep`, oldest first. Pure. */
export function leftovers(
  current: HostState,
  desired: string,
  { keep, warm }: { readonly keep: number; readonly warm?: boolean },
): Step[] {
  const others = current.releases
    .filter(({ id }) => id !== desired)
    .toSorted((a, b) => b.created - a.created);
  const kept = new Set(keptBeside(others, current.serving, keep - 1).map(({ id }) => id));
  const retired = new Set([...others.filter(runsAny).map(({ id }) => id), ...current.idleServers]);
  retired.delete(desired);
  const resting = warm === true ? others.filter(({ id }) => id === lastToServe(others, current.serving)) : [];
  for (const { id } of resting) retired.delete(id);
  return [
    ...resting
      .filter(({ workers }) => workers.some(({ running }) => running))
      .map(({ id }) => ({ kind: 'dismiss', release: id }) as const),
    ...[...retired].map((release) => ({ kind: 'retire', release }) as const),
    ...others.filter(({ id }) => !kept.has(id)).map(({ id }) => ({ kind: 'remove', release: id }) as const),
  ];
}

/** The release that served until now; when the desired one did already, what still runs beside it. */
function lastToServe(others: readonly KeptRelease[], serving: string | undefined): string {
  const served = others.find(({ id }) => id === serving) ?? others.find(runsAny);
  return served?.id ?? '';
}

function runsAny({ replicas }: KeptRelease): boolean {
  return replicas.some(({ running }) => running);
}

/** The release that served until now is always the first to keep: it is what a roll-back goes to. */
function keptBeside(
  others: readonly KeptRelease[],
  serving: string | undefined,
  count: number,
): KeptRelease[] {
  const served = others.filter(({ id }) => id === serving);
  return [...served, ...others.filter(({ id }) => id !== serving)].slice(0, Math.max(count, 0));
}
