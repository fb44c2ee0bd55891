import { makeConfirmed, type RiskyChange, type Way } from '../confirmed.ts';
import { firewallRules } from '../contents/firewall.ts';
import type { Resource } from '../resource.ts';
import { type RootShell, script } from '../root-shell.ts';

export const firewallFile = '/etc/plab/firewall.nft';

/** The host's firewall: its rules in the kernel, and in a file for the next start. */
export function firewall(ports: readonly number[], nodes: readonly string[], way: Way): Resource {
  const rules = firewallRules(ports, nodes).trimEnd();
  const change: RiskyChange = { name: 'firewall', ...scripts, values: [firewallFile, `${rules}\n`] };
  return {
    name: 'firewall',
    impossible: withoutTables,
    current: async (shell) => {
      const answer = await shell.run(script(read, firewallFile));
      return answer === '' ? [] : answer.split('\n');
    },
    desired: () => ['loaded', ...rules.split('\n')],
    apply: async (shell) => await makeConfirmed(shell, change, way),
  };
}

/** Why a host can have no firewall. */
export async function withoutTables(shell: RootShell): Promise<string | undefined> {
  const refusal = await shell.run(script(probe));
  return refusal === '' ? undefined : `the kernel gives this host no nftables: ${refusal}`;
}

// Without nft nothing is known yet: its package comes first.
const probe = `
if command -v nft >/dev/null; then nft list tables 2>&1 >/dev/null | head -n 1; fi
`;

const read = `
if command -v nft >/dev/null && nft list table inet plab >/dev/null 2>&1; then echo loaded; fi
if [ -e "$1" ]; then cat "$1"; fi
`;

// Until it is confirmed, the new ruleset is in the kernel alone: a host that restarts has the old one.
const scripts = {
  make: `
mkdir -p "$(dirname "$1")"
printf '%s' "$2" >"$1.new"
nft -c -f "$1.new"
nft -f "$1.new"`,
  takeBack: `
rm -f "$1.new"
if [ -e "$1" ]; then nft -f "$1"; else nft delete table inet plab; fi`,
  keep: `
sync "$1.new"
mv -f "$1.new" "$1"`,
} as const;
