import type { Connection } from '../ssh/connection.ts';

/** What one look at a host gives, beside its engine and proxy. Undefined where the host does not tell. */
export interface HostFacts {
  readonly freeBytes: number | undefined;
  /** Undefined on a file system that makes inodes as it needs them. */
  readonly freeInodes: number | undefined;
  /** Milliseconds that the host's clock is ahead of ours, as exact as half a round trip. */
  readonly clockAhead: number | undefined;
  /** TCP ports that something on the host listens on. */
  readonly listening: ReadonlySet<number>;
  /** Whether something listens on the engine's socket, and the login may use it. */
  readonly engineSocket: 'absent' | 'denied' | 'open';
  readonly stateWritable: boolean;
  /** Programs that a deployment uses there and the host lacks. */
  readonly missingPrograms: readonly string[];
  /** Who holds the application's lock, as it signed. */
  readonly lockHolder: string | undefined;
}

/** Looks at a host in one round trip. `engineFolder` is where its engine keeps images. */
export async function hostFacts(
  connection: Connection,
  engineFolder: string,
  stateFolder: string,
): Promise<HostFacts> {
  const asked = Date.now();
  const answer = await connection.ask(['facts', engineFolder, stateFolder]);
  const answered = Date.now();
  return parseHostFacts(answer, asked + (answered - asked) / 2);
}

/** Reads that answer; `at` is our clock (ms) at the middle of it. Pure. */
export function parseHostFacts(answer: string, at: number): HostFacts {
  const lines = answer.split('\n').map((line) => line.split(' '));
  const rest = (name: string): string | undefined =>
    lines
      .find(([first]) => first === name)
      ?.slice(1)
      .join(' ');
  const number = (name: string): number | undefined => {
    const value = rest(name);
    return value === undefined || !/^\d+$/.test(value) ? undefined : Number(value);
  };
  const kibibytes = number('free');
  const now = number('now');
  const socket = rest('engine');
  return {
    freeBytes: kibibytes === undefined ? undefined : kibibytes * 1024,
    freeInodes: number('inodes') === 0 && number('allinodes') === 0 ? undefined : number('inodes'),
    clockAhead: now === undefined ? undefined : Math.round(now - at),
    listening: new Set(
      (rest('ports') ?? '').split(' ').flatMap((hex) => (hex === '' ? [] : Number.parseInt(hex, 16))),
    ),
    engineSocket: socket === 'open' || socket === 'denied' ? socket : 'absent',
    stateWritable: rest('state') === 'writable',
    missingPrograms: (rest('missing') ?? '').split(' ').filter((name) => name !== ''),
    lockHolder: rest('lock'),
  };
}
