import { z } from 'zod';
import { fail } from '../errors.ts';
import { hostText } from './ssh.ts';

/** The hosts of a destination: a list, or lists by the name of a group. */
export type HostList = readonly string[] | Readonly<Record<string, readonly string[]>>;

const hosts = z
  .array(hostText)
  .min(1, 'needs at least one host')
  .refine((list) => new Set(list).size === list.length, 'names a host twice');
const group = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case letters, digits and dashes');

export const hostsSchema: z.ZodType<HostList> = z.union(
  [
    hosts,
    z.record(group, hosts).refine((groups) => Object.keys(groups).length > 0, 'needs at least one group'),
  ],
  { error: 'must be a list of hosts, or lists of hosts by the name of their group' },
);

/** The hosts of one group, or of all; one that is in several groups comes once. Errors: PLAB_NO_GROUP. */
export function hostsOf(list: HostList, destination: string, group?: string): string[] {
  const groups = isList(list) ? {} : list;
  if (group === undefined) return [...new Set(isList(list) ? list : Object.values(groups).flat())];
  if (Object.hasOwn(groups, group)) return [...(groups[group] ?? [])];
  const known = Object.keys(groups).join(', ') || 'none';
  throw fail('PLAB_NO_GROUP', 'deploy.yml', `${destination} has no group “${group}” (it has ${known})`);
}

/** The groups of a destination; none where its hosts are one list. */
export function groupNames(list: HostList): string[] {
  return isList(list) ? [] : Object.keys(list);
}

/** The groups that a host is in. */
export function groupsOf(list: HostList, host: string): string[] {
  if (isList(list)) return [];
  return Object.keys(list).filter((group) => list[group]?.includes(host) === true);
}

function isList(list: HostList): list is readonly string[] {
  return Array.isArray(list);
}
