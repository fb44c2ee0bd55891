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

export const journalSize = '[Journal]\nSystemMaxUse=500M\n';

export const debianUpgrades: string = `APT::Periodic::Update-Package-Lists "1";
APT::Periodic::Unattended-Upgrade "1";
`;

export const amazonUpgrades: string = `# Written by plab host setup.
[commands]
upgrade_type = security
apply_updates = yes
`;
