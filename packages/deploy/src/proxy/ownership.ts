import { fail } from '../errors.ts';
import { ownHeader } from './config.ts';
import { parseApps, type ProxiedApp } from './entry.ts';
import { sharedRoute } from './routes.ts';

/**
 * What a configuration serves that a deployment of `app` must not overwrite: an application that a version wrote which
 * knew only one, or the first section that somebody else wrote. Undefined for ours, and for one that serves nothing or
 * says that it may go.
 */
export function foreignUse(config: string, app: string): string | undefined {
  if (config.startsWith(ownHeader)) return undefined;
  const single = /^# Written by plab for ([a-z][a-z0-9-]*);/.exec(config)?.[1];
  if (single !== undefined)
    return single === app ? undefined : `the application ${single}, which has to be deployed anew first`;
  if (/^# A deployment by plab may replace this file\./m.test(config)) return undefined;
  return /^(?:frontend|backend|listen)\b.*$/m.exec(config)?.[0].trim();
}

/** The applications of a host's file, one of them as wanted. Errors: PLAB_PROXY_TAKEN when another one has its address. */
export function withApp(
  config: string,
  wanted: ProxiedApp,
  host: string,
): { readonly apps: readonly ProxiedApp[]; readonly previous: ProxiedApp | undefined } {
  const before = appsOf(config, host);
  const others = before.filter(({ app }) => app !== wanted.app);
  for (const other of others) {
    const route = sharedRoute(wanted, other);
    if (route !== undefined)
      throw fail('PLAB_PROXY_TAKEN', host, `the application ${other.app} has ${route}`);
  }
  const apps = [...others, wanted].toSorted((a, b) => (a.app < b.app ? -1 : 1));
  return { apps, previous: before.find(({ app }) => app === wanted.app) };
}

/** The applications of a host's file; none when it is not ours. Errors: PLAB_PROXY_TAKEN for one of a later version. */
export function appsOf(config: string, host: string): ProxiedApp[] {
  if (!config.startsWith(ownHeader)) return [];
  try {
    return parseApps(config);
  } catch (error) {
    throw fail('PLAB_PROXY_TAKEN', host, 'a version of plab wrote its file that this one cannot read', error);
  }
}
