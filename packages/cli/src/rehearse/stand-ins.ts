import type { Host } from '@pipeline-lab/deploy';

/** A lab host and the host of the destination that it stands for. */
export interface StandIn {
  /** Such as `lab-1`. */
  readonly name: string;
  readonly for: Host;
}

/** So many lab hosts stand for a destination, unless somebody wants more. */
const usual = 3;

/**
 * Chooses hosts that are stood for: the first one, which the release command runs on, then those that bring in another
 * group, then the others. With more stand-ins than hosts, hosts have several. Pure.
 */
export function standIns(hosts: readonly Host[], wanted: number = Math.min(hosts.length, usual)): StandIn[] {
  const chosen = new Set(hosts.slice(0, 1));
  for (const host of hosts) if (chosen.size < wanted && bringsIn(host, chosen)) chosen.add(host);
  for (const host of hosts) if (chosen.size < wanted) chosen.add(host);
  const ordered = hosts.filter((host) => chosen.has(host));
  return Array.from({ length: wanted }, (_, at) => {
    const host = ordered[at % ordered.length];
    return host === undefined ? [] : [{ name: `lab-${at + 1}`, for: host }];
  }).flat();
}

/** The groups that no stand-in is in. */
export function groupsWithout(hosts: readonly Host[], chosen: readonly StandIn[]): string[] {
  const covered = new Set(chosen.flatMap((each) => each.for.groups ?? []));
  return [...new Set(hosts.flatMap(({ groups = [] }) => groups))].filter((group) => !covered.has(group));
}

function bringsIn({ groups = [] }: Host, chosen: ReadonlySet<Host>): boolean {
  return groups.some((group) => ![...chosen].some((each) => each.groups?.includes(group) === true));
}
