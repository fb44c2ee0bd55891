import type { RootShell } from './root-shell.ts';

/** A state of something on a host, as lines that a person reads in a diff. No lines: it is not there. */
export type Lines = readonly string[];

/** Something that a host must have: a package, a file, a user, a service. */
export interface Resource {
  readonly name: string;
  /** Why this host cannot have it, such as a container that may not set the clock; undefined when it can. */
  readonly impossible?: (shell: RootShell) => Promise<string | undefined>;
  /** What the host has. Reads only; a host that has nothing of it is no error. */
  readonly current: (shell: RootShell) => Promise<Lines>;
  /** What it should have, given what it has: that part of it which is somebody else's stays. Pure. */
  readonly desired: (current: Lines) => Lines;
  /** Makes it so; called only when the two differ. */
  readonly apply: (shell: RootShell, desired: Lines, current: Lines) => Promise<void>;
}

export function sameLines(one: Lines, other: Lines): boolean {
  return one.length === other.length && one.every((line, at) => line === other[at]);
}
