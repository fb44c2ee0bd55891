/**
 * A ruleset of a table of its own: Docker's tables stay as they are. It lets in SSH, HTTP, HTTPS and what else is
 * named, and what Docker publishes on the host's addresses to nobody outside: that way around `input` is closed. `nodes` are
 * the addresses and networks of a swarm's nodes, which alone may reach its ports and what it publishes.
 */
export function firewallRules(ports: readonly number[], nodes: readonly string[] = []): string {
  const open = [...new Set(ports)].toSorted((a, b) => a - b).join(', ');
  return `# Written by plab host setup.
table inet plab
delete table inet plab
table inet plab {
  chain input {
    type filter hook input priority filter; policy drop;
    ct state established,related accept
    ct state invalid drop
    iifname "lo" accept
    meta l4proto { icmp, ipv6-icmp } accept
    udp sport 67 udp dport 68 accept
    udp sport 547 udp dport 546 accept
    tcp dport { ${open} } accept
${fromNodes(nodes, swarmPorts)}  }
  chain forward {
    type filter hook forward priority filter - 10; policy accept;
${fromNodes(nodes, ['ct status dnat'])}    iifname != "docker*" iifname != "br-*" ct state new ct status dnat drop
  }
}
`;
}

/** Docker's manual, “Manage swarm”: the managers, the gossip of the nodes, and what their networks carry. */
const swarmPorts = ['tcp dport { 2377, 7946 }', 'udp dport { 4789, 7946 }'];

function fromNodes(nodes: readonly string[], what: readonly string[]): string {
  const families = Object.entries(Object.groupBy(nodes, (node) => (node.includes(':') ? 'ip6' : 'ip')));
  return families
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([family, of]) =>
      what.map(
        (match) => `    ${family} saddr { ${[...new Set(of)].toSorted().join(', ')} } ${match} accept\n`,
      ),
    )
    .join('');
}

/** Loads the ruleset at each start, before the network is up. */
export const firewallUnit: string = `# Written by plab host setup.
[Unit]
Description=Firewall of a host for deployments
Wants=network-pre.target
Before=network-pre.target shutdown.target
Conflicts=shutdown.target
DefaultDependencies=no
After=nftables.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/nft -f /etc/plab/firewall.nft

[Install]
WantedBy=sysinit.target
`;

/** What loads it where systemd does not run: a script of the LSB's form (“Comment Conventions for Init Scripts”). */
export const firewallScript: string = `#!/bin/sh
# Written by plab host setup.
### BEGIN INIT INFO
# Provides:          plab-firewall
# Required-Start:    mountkernfs
# Required-Stop:
# X-Start-Before:    networking
# Default-Start:     S
# Default-Stop:
# Short-Description: Firewall of a host for deployments
### END INIT INFO
case "$1" in
  start|restart|reload|force-reload) exec /usr/sbin/nft -f /etc/plab/firewall.nft ;;
  status) exec /usr/sbin/nft list table inet plab >/dev/null 2>&1 ;;
esac
`;
