import type { Resource } from '../resource.ts';
import { script } from '../root-shell.ts';

export interface ServiceRequest {
  readonly name: string;
  readonly systemd: boolean;
  /** Files that it reads when it starts; it is started again when one of them is newer than its last start by us. */
  readonly files: readonly string[];
}

/** A service that runs, with its files as they are, and that comes back with the host. */
export function service({ name, systemd, files }: ServiceRequest): Resource {
  const init = systemd ? 'systemd' : 'scripts';
  const lines = [
    'comes back with the host',
    'runs',
    ...(files.length === 0 ? [] : ['with its present files']),
  ];
  return {
    name: `service ${name}`,
    current: async (shell) => {
      const answer = await shell.run(script(read[init], name, ...files));
      const found = new Set(answer.split('\n'));
      return lines.filter((line) => found.has(line));
    },
    desired: () => lines,
    apply: async (shell, _desired, current) => {
      await shell.run(script(start[init], name, current.includes('runs') ? 'restart' : 'start'));
    },
  };
}

// The stamp outlives the process that sets it: a run that was cut between a file and the restart is made up for.
const stamped = `
stamp=/var/lib/plab-setup/$1
shift
if [ $# -gt 0 ] && [ -e "$stamp" ] && [ -z "$(find "$@" -newer "$stamp" 2>/dev/null)" ]; then echo 'with its present files'; fi
`;

const stamp = `
mkdir -p /var/lib/plab-setup
touch "/var/lib/plab-setup/$1"
`;

const read = {
  systemd: `
if systemctl is-enabled -q "$1" 2>/dev/null; then echo 'comes back with the host'; fi
if systemctl is-active -q "$1" 2>/dev/null; then echo runs; fi
${stamped}`,
  scripts: `
if ls /etc/rc[S2-5].d/S??"$1" >/dev/null 2>&1; then echo 'comes back with the host'; fi
if [ -e "/etc/init.d/$1" ] && service "$1" status >/dev/null 2>&1; then echo runs; fi
${stamped}`,
} as const;

const start = {
  systemd: `
systemctl daemon-reload
systemctl -q enable "$1"
systemctl "$2" "$1"
${stamp}`,
  scripts: `
update-rc.d "$1" defaults
service "$1" "$2"
${stamp}`,
} as const;
