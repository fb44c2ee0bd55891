import { makeConfirmed, type RiskyChange, type Way } from '../confirmed.ts';
import { deployUserSettings, sshdConfig, sshdSettings } from '../contents/sshd.ts';
import type { Resource } from '../resource.ts';
import { script } from '../root-shell.ts';

// Its name sorts before others: sshd takes the first value that it reads.
export const sshdFile = '/etc/ssh/sshd_config.d/00-plab.conf';

/** sshd's settings: a file of ours, and what sshd makes of all its files for the user of deployments. */
export function sshd(user: string, reload: string, way: Way): Resource {
  const text = sshdConfig(user).trimEnd();
  const change: RiskyChange = { name: 'sshd', ...scripts, values: [sshdFile, `${text}\n`, reload] };
  const effective = Object.entries({ ...sshdSettings, ...deployUserSettings });
  return {
    name: 'SSH server',
    current: async (shell) => {
      const names = effective.map(([name]) => name);
      const answer = await shell.run(script(read, sshdFile, user, ...names));
      return answer.split('\n');
    },
    desired: () => [...effective.map(([name, value]) => `takes ${name} ${value}`), ...text.split('\n')],
    apply: async (shell) => await makeConfirmed(shell, change, way),
  };
}

const read = `
file=$1 user=$2
shift 2
settings=$(sshd -T -C "user=$user,host=localhost,addr=127.0.0.1" 2>/dev/null || sshd -T)
for name; do printf '%s\\n' "$settings" | sed -n "s/^$name /takes &/p"; done
if [ -e "$file" ]; then cat "$file"; fi
`;

const reloaded = `sh -ec "$3"`;

// The name of the copy does not end in .conf, so that sshd does not read it.
const scripts = {
  make: `
mkdir -p "$(dirname "$1")"
rm -f "$1.before"
if [ -e "$1" ]; then cp -p "$1" "$1.before"; fi
printf '%s' "$2" >"$1.new"
mv -f "$1.new" "$1"
sshd -t
${reloaded}`,
  takeBack: `
if [ -e "$1.before" ]; then cp -p "$1.before" "$1"; else rm -f "$1"; fi
sshd -t
${reloaded}
rm -f "$1.before"`,
  keep: `
sync "$1"
rm -f "$1.before"`,
} as const;

/** The script that makes sshd read its files again; open connections stay. */
export function sshdReload(service: string, systemd: boolean): string {
  return systemd ? `systemctl try-reload-or-restart ${service}.service` : `kill -HUP "$(cat /run/sshd.pid)"`;
}
