import type { Happened } from './deployments.ts';
import type { Rehearsal } from './rehearsal.ts';
import { type Remains, remainsOf } from './remains.ts';
import type { RehearsalReport } from './report.ts';
import { visitedHosts } from './visits.ts';
import { notTidy, notWhole } from './whole.ts';

type Left = Pick<RehearsalReport, 'outcome' | 'serves' | 'problems'>;

/** Waits until nothing of the deployment goes on at any host, and looks at what is there. `old` is the release that served before. */
export async function leftBehind(
  { engine, lab, fault, request }: Rehearsal,
  old: string | undefined,
  happened: Happened,
): Promise<Left> {
  const place = { engine, app: request.app };
  const hosts = lab.hosts();
  const remains = await Promise.all(hosts.map(async (host) => await remainsOf(place, host)));
  const powerless = fault.losesLast === true;
  const named = remains.flatMap((each, at) =>
    notWhole(each, powerless).map((problem) => `${hosts[at]?.host.name}: ${problem}`),
  );
  const visited = visitedHosts(remains, fault);
  return { outcome: outcomeOf(happened, visited), serves: servedBy(visited, old), problems: named };
}

/** What stayed after a deployment that succeeded, a sentence each. */
export async function untidy({ engine, lab, request }: Rehearsal): Promise<string[]> {
  const place = { engine, app: request.app };
  const found = await Promise.all(
    lab.hosts().map(async (host) => {
      const problems = notTidy(await remainsOf(place, host), place);
      return problems.map((problem) => `${host.host.name}: ${problem}`);
    }),
  );
  return found.flat();
}

function servedBy(remains: readonly Remains[], old: string | undefined): Left['serves'] {
  const [serving, ...others] = new Set(remains.map(({ state }) => state.serving));
  if (others.length > 0) return 'mixed';
  if (serving === undefined) return 'nothing';
  return serving === old ? 'old' : 'new';
}

function outcomeOf({ results, failure }: Happened, remains: readonly Remains[]): Left['outcome'] {
  if (results !== undefined) return results.includes('released') ? 'released' : 'unchanged';
  if (failure === undefined) return 'killed';
  const ends = new Set(remains.map(({ last }) => last?.result));
  if (ends.has('rolled-back')) return 'rolled-back';
  return ends.has('failed') ? 'failed' : 'released';
}
