import { fail } from '../errors.ts';
import type { Host } from '../host/host.ts';
import { type Finding, good, problem, unknown, warning } from './finding.ts';
import type { HostFacts } from './host-facts.ts';

/** A host and what one look at it gave. The checks here are pure. */
export interface Seen {
  readonly host: Host;
  readonly facts: HostFacts;
}

// What Docker needs beside the layers themselves: unpacked copies of small files, metadata, logs.
const reserveBytes = 64 * 1024 * 1024;

/** `missing` is how many bytes are to be shipped; undefined when that is not known. */
export function checkDisk({ host, facts }: Seen, missing: number | undefined, folder: string): Finding {
  const { freeBytes } = facts;
  if (freeBytes === undefined) return unknown('disk', `the host does not tell what is free in ${folder}`);
  const free = `${mebibytes(freeBytes)} free in ${folder}`;
  const needed = (missing ?? 0) + reserveBytes;
  if (freeBytes < needed)
    return problem('disk', fail('PLAB_HOST_DISK_FULL', host.name, `${mebibytes(needed)} needed, ${free}`));
  return good('disk', free);
}

/** A layer of a large image has some ten thousand files. */
const reserveInodes = 20_000;

export function checkInodes({ host, facts: { freeInodes } }: Seen): Finding {
  if (freeInodes === undefined) return good('inodes', 'as many as are needed');
  if (freeInodes >= reserveInodes) return good('inodes', `${freeInodes} free`);
  const detail = `${reserveInodes} free inodes needed, there are ${freeInodes}`;
  return problem('inodes', fail('PLAB_HOST_DISK_FULL', host.name, detail));
}

/** A deployment counts seconds instead of reading clocks, so a wrong one only spoils the times in the journals. */
const tolerance = 2000;

export function checkClock({ facts: { clockAhead } }: Seen): Finding {
  if (clockAhead === undefined) return unknown('clock', 'the host does not tell its time');
  const seconds = `${(Math.abs(clockAhead) / 1000).toFixed(1)} s ${clockAhead < 0 ? 'behind' : 'ahead'}`;
  return Math.abs(clockAhead) <= tolerance
    ? good('clock', seconds)
    : warning('clock', `${seconds} of this machine’s: journals of several hosts will not be in order`);
}

/** `proxyRuns` is whether our proxy answers, `config` the text of its file. */
export function checkPorts(
  { host, facts: { listening } }: Seen,
  proxyRuns: boolean,
  config: string,
): Finding {
  const bound = new Set([...config.matchAll(/^\s*bind\s+\S*?:(\d+)/gm)].map(([, port]) => Number(port)));
  const foreign = [80, 443].filter((port) => listening.has(port) && !(proxyRuns && bound.has(port)));
  if (foreign.includes(80)) {
    const detail = 'something else than the proxy listens on port 80';
    return problem('ports', fail('PLAB_PROXY', host.name, detail));
  }
  const closed = [...bound].filter((port) => !listening.has(port));
  if (proxyRuns && closed.length > 0)
    return warning('ports', `the proxy does not listen on ${closed.join(', ')}`);
  if (foreign.length > 0) return warning('ports', 'something else than the proxy listens on port 443');
  return good(
    'ports',
    !proxyRuns || bound.size === 0 ? '80 and 443 are free' : `the proxy has ${[...bound].join(' and ')}`,
  );
}

const oldestProxy = [2, 6] as const;

export function checkProxyVersion({ host }: Seen, version: string | undefined, master: boolean): Finding {
  if (version === undefined)
    return problem('proxy', fail('PLAB_PROXY', host.name, 'nothing answers on its runtime socket'));
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  if (major < oldestProxy[0] || (major === oldestProxy[0] && minor < oldestProxy[1]))
    return problem(
      'proxy',
      fail('PLAB_PROXY', host.name, `HAProxy ${version} is older than ${oldestProxy.join('.')}`),
    );
  if (!master) return problem('proxy', fail('PLAB_PROXY', host.name, 'nothing answers on its master socket'));
  return good('proxy', `HAProxy ${version}`);
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
