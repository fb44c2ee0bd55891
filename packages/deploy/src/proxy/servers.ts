/** One line of HAProxy's `show servers state`, as far as a rollout needs it. */
export interface ServerState {
  readonly name: string;
  readonly address: string;
  /** `ready` takes new requests, `drain` finishes those it has, `maint` has none. */
  readonly mode: 'ready' | 'drain' | 'maint';
}

// HAProxy management guide, 9.3 “show servers state”: bit 0x01 forced maintenance, 0x08 forced drain; 0x04
// only remembers that the file began with it.
const maintenance = 0x01 | 0x02 | 0x20;
const drain = 0x08 | 0x10;

/** Reads the answer to `show servers state <backend>`. Columns: HAProxy's version 1 of that format. */
export function parseServers(answer: string): ServerState[] {
  return answer
    .split('\n')
    .map((line) => line.trim().split(' '))
    .filter((columns) => columns.length > 18 && /^\d+$/.test(columns[0] ?? ''))
    .map((columns) => ({
      name: columns[3] ?? '',
      address: `${columns[4]}:${columns[18]}`,
      mode: modeOf(Number(columns[6])),
    }));
}

/**
 * Requests in flight at the servers that `counts` takes by their names, from the answer to `show servers conn <backend>`: 0
 * when there is no such server, undefined when the answer has another form.
 */
export function usedConnections(answer: string, counts: (name: string) => boolean): number | undefined {
  const rows = answer.split('\n').map((line) => line.trim().split(/\s+/));
  const column = (rows.find((row) => row[0] === '#') ?? []).indexOf('used_cur') - 1;
  if (column < 0) return undefined;
  return rows
    .filter(([server = '']) => server.includes('/') && counts(server.replace(/^[^/]*\//, '')))
    .reduce((sum, row) => sum + Number(row[column]), 0);
}

function modeOf(administrative: number): ServerState['mode'] {
  if ((administrative & maintenance) !== 0) return 'maint';
  return (administrative & drain) === 0 ? 'ready' : 'drain';
}
