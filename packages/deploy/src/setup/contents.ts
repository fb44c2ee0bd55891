import { replicas, slotAddress, slots } from '../host/slot.ts';
import { proxyMasterSocket, proxyRuntimeSocket } from '../proxy/sockets.ts';

/** What the files of a host say. Pure. */

/** Keys of Docker's `daemon.json` that a host needs; others in that file are somebody else's and stay. */
export const engineSettings: Readonly<Record<string, unknown>> = {
  'live-restore': true,
  'log-driver': 'json-file',
  'log-opts': { 'max-size': '10m', 'max-file': '3' },
};

/** Those of a node of a swarm, which takes no part in a live restore; Docker before 27 has no such privilege for a service. */
export const nodeSettings: Readonly<Record<string, unknown>> = {
  ...engineSettings,
  'live-restore': false,
  'no-new-privileges': true,
};

/** The proxy's file before the first deployment, which may replace it: it answers 503. */
export const emptyProxyConfig: string = `# A deployment by plab may replace this file.
global
  log stdout format raw local0 warning
  user haproxy
  group haproxy
  stats socket ${proxyRuntimeSocket} mode 660 group haproxy level admin expose-fd listeners

defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s

frontend web
  bind :80
  http-request return status 503 content-type text/plain string "nothing is deployed here yet\\n"
`;

/** The options of the proxy's service: a master that reloads, with a socket for deployments. */
export function proxyOptions(variable: string): string {
  return `# Written by plab host setup.\n${variable}="-W -S ${proxyMasterSocket},mode,660,group,haproxy"\n`;
}

/** Settings of sshd for everybody; lower case, as `sshd -T` prints them. */
export const sshdSettings: Readonly<Record<string, string>> = {
  passwordauthentication: 'no',
  kbdinteractiveauthentication: 'no',
  permitemptypasswords: 'no',
  x11forwarding: 'no',
  permittunnel: 'no',
  gatewayports: 'no',
  // A connection that was cut lets go of the lock within 15 s.
  clientaliveinterval: '5',
  clientalivecountmax: '3',
  logingracetime: '30',
};

/** And for the user of deployments. */
export const deployUserSettings: Readonly<Record<string, string>> = {
  allowtcpforwarding: 'yes',
  allowstreamlocalforwarding: 'yes',
  allowagentforwarding: 'no',
};

/** sshd's drop-in. Weak algorithms are taken away from what the version has, so that none is named that it lacks. */
export function sshdConfig(user: string): string {
  const lines = (settings: Readonly<Record<string, string>>, indent: string): string =>
    Object.entries(settings)
      .map(([name, value]) => `${indent}${name} ${value}`)
      .join('\n');
  return `# Written by plab host setup.
${lines(sshdSettings, '')}
permitrootlogin prohibit-password
kexalgorithms -ecdh-sha2-nistp*,diffie-hellman-group1-*,diffie-hellman-group14-*,diffie-hellman-group-exchange-sha1
ciphers -*-cbc,3des-*
macs -hmac-sha1*,hmac-md5*,umac-64*
Match User ${user}
${lines(deployUserSettings, '  ')}
`;
}

/** Settings of the kernel; those of `net.ipv4` and `net.ipv6` are a network namespace's own. */
export const sysctlSettings: Readonly<Record<string, string>> = {
  'net.ipv4.tcp_syncookies': '1',
  'net.ipv4.conf.all.accept_redirects': '0',
  'net.ipv4.conf.default.accept_redirects': '0',
  'net.ipv4.conf.all.secure_redirects': '0',
  'net.ipv4.conf.all.send_redirects': '0',
  'net.ipv4.conf.all.accept_source_route': '0',
  'net.ipv4.icmp_echo_ignore_broadcasts': '1',
  'net.ipv4.tcp_max_syn_backlog': '4096',
  'kernel.dmesg_restrict': '1',
  'kernel.kptr_restrict': '2',
  'kernel.yama.ptrace_scope': '1',
  'fs.protected_hardlinks': '1',
  'fs.protected_symlinks': '1',
  'net.core.somaxconn': '4096',
  'vm.swappiness': '10',
};

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

export const forcedCommandFile = '/usr/local/lib/plab/deployment';

/**
 * What the key of deployments may run: their command channel. It keeps the key from a shell and from file transfer
 * by mistake; it is no wall, since the channel runs what a deployment says, and Docker's socket is root.
 */
export const forcedCommand: string = `#!/bin/sh
# Written by plab host setup: the only command of the key that deployments log in with.
case \${SSH_ORIGINAL_COMMAND-} in
  "'sh' '-c' '"*"' 'sh' '/var/lib/plab/"*)
    logger -t plab "deployment channel for \${SSH_CONNECTION-}" 2>/dev/null
    exec sh -c "$SSH_ORIGINAL_COMMAND" ;;
  *)
    echo 'this key is for deployments by plab: it has no shell and no file transfer' >&2
    exit 1 ;;
esac
`;

/** A line of `authorized_keys` (sshd(8)) that allows what a deployment of `app` needs, and nothing else. */
export function authorizedKey(app: string, publicKey: string): string {
  // sshd compares the path of a unix socket with the same list; brackets keep its slashes and stand for no address.
  const sockets = ['/var/run/docker.sock', proxyRuntimeSocket, proxyMasterSocket].map((path) => `[${path}]`);
  const targets = [
    ...sockets,
    ...slots.flatMap((slot) => replicas.map((replica) => slotAddress(app, slot, replica))),
  ];
  const options = [
    'restrict',
    'port-forwarding',
    ...targets.map((target) => `permitopen="${target}:*"`),
    'permitlisten="127.0.0.1:*"',
    `command="${forcedCommandFile}"`,
  ];
  return `${options.join(',')} ${publicKey.trim()}`;
}

/** The same where systemd does not run: a script of the LSB's form (“Comment Conventions for Init Scripts”). */
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

/** tmpfiles.d(5): the folder of the proxy's sockets, at each start of the host. */
export const runtimeFolder = 'd /run/haproxy 2775 haproxy haproxy -';

export const journalSize = '[Journal]\nSystemMaxUse=500M\n';

export const debianUpgrades: string = `APT::Periodic::Update-Package-Lists "1";
APT::Periodic::Unattended-Upgrade "1";
`;

export const amazonUpgrades: string = `# Written by plab host setup.
[commands]
upgrade_type = security
apply_updates = yes
`;
