import type { Value } from './value.ts';

/** How a map or a list of the host's writes itself. */
export type Write<Data> = (self: Data) => string;

/**
 * A map that the host gave and that has a `toString()` of its own, such as JSON that was read. As in Groovy, whatever
 * writes maps by itself, a GString among others, writes it like any map.
 */
export class HostMap extends Map<Value, Value> {
  readonly write: Write<HostMap>;

  constructor(entries: Iterable<readonly [Value, Value]>, write: Write<HostMap>) {
    super(entries);
    this.write = write;
  }
}

/** The same for a list. */
export class HostList extends Array<Value> {
  write: Write<HostList> = () => '';

  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}

/** A list of the host's with these items. */
export function hostList(items: Iterable<Value>, write: Write<HostList>): HostList {
  const list = new HostList();
  for (const item of items) list.push(item);
  list.write = write;
  return list;
}

/** What `toString()` of a value of the host's gives; undefined for every other value. */
export function writtenByHost(value: Value): string | undefined {
  return value instanceof HostMap || value instanceof HostList ? value.write(value as never) : undefined;
}
