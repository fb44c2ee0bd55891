import { amazonUpgrades, debianUpgrades, journalSize, sysctlSettings } from './contents/system.ts';
import type { Facts } from './facts.ts';
import type { Resource } from './resource.ts';
import { file } from './resources/file.ts';
import { service } from './resources/service.ts';
import { swap, swapFile, swapSize } from './resources/swap.ts';
import { sysctl } from './resources/sysctl.ts';
import type { LeftOut } from './setup-plan.ts';

/** What belongs to the system around: upgrades, logs, the kernel, swap. */
export function systemResources(facts: Facts): {
  readonly resources: Resource[];
  readonly leftOut: LeftOut[];
} {
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
