import { randomBytes } from 'node:crypto';

/** W3C Trace Context: which trace a request is part of. */
export interface Trace {
  readonly trace_id: string;
  readonly parent_id: string;
  readonly sampled: boolean;
}

const form = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Reads a `traceparent`; undefined when it has none of the known forms, as the standard asks. */
export function traceOf(header: string | string[] | undefined): Trace | undefined {
  const [, id, parent, flags] = (typeof header === 'string' ? form.exec(header) : null) ?? [];
  if (id === undefined || parent === undefined) return undefined;
  return { trace_id: id, parent_id: parent, sampled: (Number.parseInt(flags ?? '0', 16) & 1) === 1 };
}

/** The `traceparent` of a request that we send for one that we got: the same span, or a new trace. */
export function onwards(trace: Trace | undefined): string {
  const id = trace?.trace_id ?? randomBytes(16).toString('hex');
  const span = trace?.parent_id ?? randomBytes(8).toString('hex');
  return `00-${id}-${span}-${trace?.sampled === true ? '01' : '00'}`;
}
