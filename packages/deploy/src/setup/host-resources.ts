import { isDeepStrictEqual } from 'node:util';
import {
  amazonUpgrades,
  authorizedKey,
  debianUpgrades,
  emptyProxyConfig,
  engineSettings,
  firewallScript,
  firewallUnit,
  forcedCommand,
  forcedCommandFile,
  journalSize,
  nodeSettings,
  proxyOptions,
  runtimeFolder,
  sysctlSettings,
} from './contents.ts';
import type { Way } from './confirmed.ts';
import type { Facts } from './facts.ts';
import { fail } from '../errors.ts';
import { ownHeader } from '../proxy/config.ts';
import { foreignUse } from '../proxy/ownership.ts';
import { proxyConfigFile } from '../proxy/sockets.ts';
import type { Resource } from './resource.ts';
import { file, folder } from './resources/file.ts';
import { firewall, withoutTables } from './resources/firewall.ts';
import { packages } from './resources/packages.ts';
import { service } from './resources/service.ts';
import { sshd, sshdReload } from './resources/sshd.ts';
import { swap, swapFile, swapSize } from './resources/swap.ts';
import { sysctl } from './resources/sysctl.ts';
import { authorizedKeyOf, user } from './resources/user.ts';

/** What a host is set up for. */
export interface SetupPlan {
  readonly app: string;
  readonly deployUser: string;
  /** A line of a `.pub` file. */
  readonly publicKey: string;
  /** TCP ports open beside SSH, 80 and 443. */
  readonly openPorts: readonly number[];
  /** Addresses and networks of the nodes, of a host that is one of a swarm. */
  readonly swarmNodes?: readonly string[];
}

/** What this host cannot have, and why. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
}

const daemonFile = '/etc/docker/daemon.json';
const runtimeFolderFile = '/etc/tmpfiles.d/plab.conf';

/** Everything that a host needs, in the order in which it is made; and what is left out on this one. Pure. */
export function hostResources(
  plan: SetupPlan,
  facts: Facts,
  way: Way,
): { readonly resources: readonly Resource[]; readonly leftOut: readonly LeftOut[] } {
  const { deployUser, publicKey, openPorts, swarmNodes = [] } = plan;
  const system = systemResources(facts);
  return {
    leftOut: system.leftOut,
    resources: [
      ...software(plan, facts, way),
      user({ name: deployUser, groups: ['docker', 'haproxy'] }),
      folder({ path: '/var/lib/plab', mode: '750', owner: `${deployUser}:${deployUser}` }),
      file({ path: forcedCommandFile, mode: '755', owner: 'root:root', text: () => forcedCommand }),
      authorizedKeyOf(deployUser, authorizedKey(plan.app, publicKey)),
      ...services(facts),
      ...system.resources,
      sshd(deployUser, sshdReload(facts.distribution.sshService, facts.systemd), way),
      firewall([facts.sshPort, 80, 443, ...openPorts], swarmNodes, way),
      ...firewallService(facts),
    ],
  };
}

/** Packages and the files that their services read. */
function software(
  { app, swarmNodes }: SetupPlan,
  { distribution, systemd }: Facts,
  { host }: Way,
): Resource[] {
  const settings = swarmNodes === undefined ? engineSettings : nodeSettings;
  const { docker, proxy, others } = distribution.packages;
  const root = { mode: '644', owner: 'root:root' };
  const options = distribution.proxyOptions;
  return [
    packages(distribution.family, [
      { name: docker, program: 'dockerd' },
      { name: proxy },
      ...others.map((name) => ({ name })),
    ]),
    file({ path: daemonFile, ...root, text: (present) => engineConfig(host.name, settings, present) }),
    file({ path: options.file, ...root, text: () => proxyOptions(options.variable) }),
    ...(systemd ? [file({ path: runtimeFolderFile, ...root, text: () => runtimeFolder })] : []),
    folder({ path: '/etc/haproxy', mode: '2775', owner: 'root:haproxy' }),
    file({
      path: proxyConfigFile,
      mode: '664',
      owner: 'root:haproxy',
      text: (present) => proxyConfig(app, host.name, present),
      // A deployment has written it since.
      stays: (present) => present.startsWith(ownHeader),
    }),
  ];
}

/** Docker's configuration with the keys that a host needs; the others stay as they are. */
function engineConfig(host: string, settings: typeof engineSettings, present = '{}'): string {
  const others = parsed(present);
  if (others === undefined) throw fail('PLAB_SETUP', host, `${daemonFile} is not a JSON object`);
  const complete = Object.entries(settings).every(([name, value]) => isDeepStrictEqual(others[name], value));
  return complete ? present : JSON.stringify({ ...others, ...settings }, undefined, 2);
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.trim() === '' ? '{}' : text);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** What serves already stays; the file that the package brings serves nothing. Errors: PLAB_PROXY_TAKEN. */
function proxyConfig(app: string, host: string, present: string | undefined): string {
  const other = foreignUse(present ?? '', app);
  if (other !== undefined) throw fail('PLAB_PROXY_TAKEN', host, other);
  const ours = /^# (?:Written by plab\b|A deployment by plab may replace)/m;
  return present !== undefined && ours.test(present) ? present : emptyProxyConfig;
}

function services({ distribution, systemd }: Facts): Resource[] {
  return [
    service({ name: 'docker', systemd, files: [daemonFile] }),
    service({ name: 'haproxy', systemd, files: [distribution.proxyOptions.file] }),
  ];
}

/** What belongs to the system around: upgrades, logs, the kernel, swap. */
function systemResources(facts: Facts): { readonly resources: Resource[]; readonly leftOut: LeftOut[] } {
  const swaps = facts.memory.swaps.filter((path) => path !== swapFile);
  const leftOut: LeftOut[] = [
    ...(facts.systemd ? [] : [{ name: 'units and timers', reason: 'systemd does not run here' }]),
    ...(facts.starts
      ? []
      : [{ name: 'the start of services with the host', reason: 'its first process runs no init scripts' }]),
    ...(facts.sysctlWritable ? [] : [{ name: 'kernel settings', reason: 'they cannot be written here' }]),
    ...(facts.container ? [{ name: `swap ${swapFile}`, reason: containerReason }] : []),
    ...(swaps.length === 0
      ? []
      : [{ name: `swap ${swapFile}`, reason: `there is swap: ${swaps.join(', ')}` }]),
    ...(facts.container ? [{ name: 'settings of the whole kernel', reason: containerReason }] : []),
  ];
  const wantsSwap = !facts.container && swaps.length === 0;
  return {
    leftOut,
    resources: [
      ...upgrades(facts),
      ...(facts.systemd ? journal() : []),
      ...(facts.sysctlWritable ? kernelSettings(facts) : []),
      ...(wantsSwap ? [swap(swapSize(facts.memory.mebibytes))] : []),
    ],
  };
}

const containerReason = 'this is a container, which shares its kernel with others';

function upgrades({ distribution, systemd }: Facts): Resource[] {
  const root = { mode: '644', owner: 'root:root' };
  if (distribution.family === 'debian')
    return [file({ path: '/etc/apt/apt.conf.d/20auto-upgrades', ...root, text: () => debianUpgrades })];
  return [
    file({ path: '/etc/dnf/automatic.conf', ...root, text: () => amazonUpgrades }),
    ...(systemd ? [service({ name: 'dnf-automatic.timer', systemd, files: [] })] : []),
  ];
}

function journal(): Resource[] {
  const path = '/etc/systemd/journald.conf.d/plab.conf';
  return [
    file({ path, mode: '644', owner: 'root:root', text: () => journalSize }),
    service({ name: 'systemd-journald', systemd: true, files: [path] }),
  ];
}

function kernelSettings({ container }: Facts): Resource[] {
  const own = Object.entries(sysctlSettings).filter(([name]) => !container || name.startsWith('net.ipv4.'));
  const text = own.map(([name, value]) => `${name} = ${value}`).join('\n');
  return [
    file({ path: '/etc/sysctl.d/60-plab.conf', mode: '644', owner: 'root:root', text: () => text }),
    sysctl(Object.fromEntries(own)),
  ];
}

function firewallService({ systemd }: Facts): Resource[] {
  const [path, mode, text] = systemd
    ? (['/etc/systemd/system/plab-firewall.service', '644', firewallUnit] as const)
    : (['/etc/init.d/plab-firewall', '755', firewallScript] as const);
  return [
    file({ path, mode, owner: 'root:root', text: () => text }),
    { ...service({ name: 'plab-firewall', systemd, files: [path] }), impossible: withoutTables },
  ];
}
