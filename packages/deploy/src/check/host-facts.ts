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
  const answer = await connection.ask(['sh', '-c', script, 'sh', engineFolder, stateFolder]);
  const answered = Date.now();
  return parseHostFacts(answer, asked + (answered - asked) / 2);
}

/** Reads the answer of the script; `at` is our clock (ms) at the middle of it. Pure. */
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

// The lock is looked up in the kernel's table: to try it would keep a deployment off for that moment. proc(5), locks: the
// sixth column ends with the inode; net/tcp: 0A is LISTEN, the port is the hexadecimal end of the second column; net/unix: 00010000 listens.
const script = `
socket=/var/run/docker.sock
printf 'now %s\\n' "$(date +%s%3N)"
set -- "$1" "$2" $(df -Pk "$1" 2>/dev/null | tail -n 1)
printf 'free %s\\n' "\${6-}"
set -- "$1" "$2" $(df -Pi "$1" 2>/dev/null | tail -n 1)
printf 'allinodes %s\\ninodes %s\\n' "\${4-}" "\${6-}"
printf 'ports %s\\n' "$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | while read -r _ here _ state _; do [ "$state" = 0A ] && printf '%s ' "\${here##*:}"; done)"
if ! grep -q ' 00010000 .*/run/docker[.]sock$' /proc/net/unix; then echo engine absent; elif [ -w "$socket" ]; then echo engine open; else echo engine denied; fi
if [ -d "$2" ]; then folder=$2; else folder=$(dirname "$2"); fi
if [ -w "$folder" ]; then echo state writable; fi
missing=
for program in flock haproxy timeout; do command -v "$program" >/dev/null || missing="$missing$program "; done
command -v perl >/dev/null || command -v socat >/dev/null || command -v python3 >/dev/null || missing="\${missing}perl "
printf 'missing %s\\n' "$missing"
if [ -e "$2/lock" ]; then
  inode=$(stat -c %i "$2/lock")
  if grep -q "FLOCK.*:$inode " /proc/locks 2>/dev/null; then printf 'lock %s\\n' "$(head -n 1 "$2/owner" 2>/dev/null)"; fi
fi
`;
