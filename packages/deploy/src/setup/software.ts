import { isDeepStrictEqual } from 'node:util';
import { fail } from '../errors.ts';
import { ownHeader } from '../proxy/config.ts';
import { foreignUse } from '../proxy/ownership.ts';
import { proxyConfigFile } from '../proxy/sockets.ts';
import type { Way } from './confirmed.ts';
import { engineSettings, nodeSettings } from './contents/engine.ts';
import { emptyProxyConfig, proxyOptions, runtimeFolder } from './contents/proxy.ts';
import type { Facts } from './facts.ts';
import type { Resource } from './resource.ts';
import { file, folder } from './resources/file.ts';
import { packages } from './resources/packages.ts';
import { service } from './resources/service.ts';
import type { SetupPlan } from './setup-plan.ts';

const daemonFile = '/etc/docker/daemon.json';
const runtimeFolderFile = '/etc/tmpfiles.d/plab.conf';

/** Packages and the files that their services read. Errors, when they are made: PLAB_SETUP, PLAB_PROXY_TAKEN. */
export function software(
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

/** Those that read them. */
export function services({ distribution, systemd }: Facts): Resource[] {
  return [
    service({ name: 'docker', systemd, files: [daemonFile] }),
    service({ name: 'haproxy', systemd, files: [distribution.proxyOptions.file] }),
  ];
}
