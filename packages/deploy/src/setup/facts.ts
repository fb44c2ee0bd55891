import { fail } from '../errors.ts';
import type { Connection } from '../ssh/connection.ts';
import { type Distribution, distributionOf } from './distribution.ts';
import { type RootShell, script } from './root-shell.ts';

/** What decides which resources a host needs. */
export interface Facts {
  readonly distribution: Distribution;
  /** Whether systemd runs; where it does not, services are started by their init scripts and units are left out. */
  readonly systemd: boolean;
  /** Whether something starts services when the host starts. */
  readonly starts: boolean;
  /** A container shares its kernel: what belongs to the kernel as a whole is not its own to set. */
  readonly container: boolean;
  /** The port on the host that this very session came in by. */
  readonly sshPort: number;
  readonly memory: { readonly mebibytes: number; readonly swaps: readonly string[] };
  readonly sysctlWritable: boolean;
}

/** Looks at a host. Errors: PLAB_SETUP_UNSUPPORTED. */
export async function gatherFacts(connection: Connection, shell: RootShell): Promise<Facts> {
  const osRelease = await shell.run(script('cat /etc/os-release 2>/dev/null || :'));
  const distribution = distributionOf(osRelease);
  if (distribution === undefined) {
    const name = /^PRETTY_NAME="?([^"\n]*)/m.exec(osRelease)?.[1] ?? 'unknown';
    throw fail('PLAB_SETUP_UNSUPPORTED', connection.host.name, name);
  }
  // sudo drops this variable; the session itself has it.
  const session = await connection.run(script(`printf '%s' "\${SSH_CONNECTION-}"`));
  const found = new Set((await shell.run(script(detect))).split('\n'));
  const memory = await shell.run(['cat', '/proc/meminfo']);
  const swaps = await shell.run(['cat', '/proc/swaps']);
  return {
    distribution,
    systemd: found.has('systemd'),
    starts: found.has('starts'),
    container: found.has('container'),
    sshPort: sessionPort(session),
    memory: {
      mebibytes: Math.floor(Number(/^MemTotal:\s+(\d+) kB$/m.exec(memory)?.[1] ?? 0) / 1024),
      swaps: swaps
        .split('\n')
        .slice(1)
        .flatMap((line) => line.split(/\s+/)[0] ?? []),
    },
    sysctlWritable: found.has('sysctl'),
  };
}

const detect = `
if [ -d /run/systemd/system ]; then echo systemd; fi
case $(cat /proc/1/comm) in systemd|init) echo starts;; esac
if [ -e /.dockerenv ] || [ -e /run/.containerenv ] || tr '\\0' '\\n' </proc/1/environ | grep -q '^container='; then echo container; fi
if (: >>/proc/sys/net/ipv4/tcp_syncookies) 2>/dev/null; then echo sysctl; fi
`;

/** The server's port in `SSH_CONNECTION` (ssh(1)): client address, client port, server address, server port. */
function sessionPort(connection: string): number {
  return Number(connection.split(' ')[3] ?? 22) || 22;
}
