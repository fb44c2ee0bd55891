import {
  type Deployment,
  type Dora,
  dora,
  history,
  type JournalEntry,
  successRate,
} from '@pipeline-lab/deploy';
import type { DeploymentsView, DeploymentView } from '../view.ts';

/** So many deployments are shown. */
const shown = 30;

const days = 30;

/** What the hosts' journals tell; `now` is milliseconds since 1970. */
export async function deploymentsView(
  journals: ReadonlyMap<string, readonly JournalEntry[]>,
  subjectOf: (revision: string) => Promise<string | undefined>,
  now: number,
): Promise<DeploymentsView> {
  const all = history([...journals].map(([host, entries]) => ({ host, entries })));
  const last = all.slice(-shown).toReversed();
  const list = last.map(async (deployment) => {
    const { commit } = deployment;
    return viewOf(deployment, commit === undefined ? undefined : await subjectOf(commit.revision));
  });
  return {
    list: await Promise.all(list),
    ...given('successRate', successRate(all)),
    ...figuresOf(dora(all, days, now)),
  };
}

function figuresOf({ deploymentsPerDay, leadTime, changeFailRate }: Dora): Omit<DeploymentsView, 'list'> {
  return {
    perDay: deploymentsPerDay,
    ...given('leadTime', leadTime),
    ...given('takenBack', changeFailRate),
  };
}

function viewOf(deployment: Deployment, subject: string | undefined): DeploymentView {
  const { id, at, by, verb, release, label, commit, result, ms, bytes, traffic, error, hosts } = deployment;
  return {
    id,
    at: Date.parse(at),
    by,
    verb,
    release,
    label,
    result: result === 'cut' ? 'open' : result,
    bytes,
    hosts,
    ...given('revision', commit?.revision),
    ...given('subject', subject),
    ...given('ms', ms),
    ...given('traffic', traffic),
    ...given('error', error),
  };
}

function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]?: Value });
}
