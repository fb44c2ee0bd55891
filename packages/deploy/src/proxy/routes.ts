import type { ProxiedApp } from './entry.ts';

interface Route {
  readonly app: string;
  /** Absent: every host name. */
  readonly host?: string;
  readonly path: string;
}

/**
 * The lines that choose an application: names before `*.` names before none, and longer ones first, then longer paths
 * before shorter ones, so that the first line that fits is the nearest.
 */
export function routeLines(apps: readonly ProxiedApp[]): string[] {
  return apps
    .flatMap(routesOf)
    .toSorted((a, b) => weight(b) - weight(a) || (a.app < b.app ? -1 : 1))
    .map((route) => `  use_backend ${route.app}${condition(route)}`);
}

/** The route that two applications want, as text; undefined when each has its own. */
export function sharedRoute(a: ProxiedApp, b: ProxiedApp): string | undefined {
  const taken = new Set(routesOf(b).map(nameOf));
  return routesOf(a)
    .map(nameOf)
    .find((name) => taken.has(name));
}

function routesOf({ app, hosts, path }: ProxiedApp): Route[] {
  return hosts.length === 0 ? [{ app, path }] : hosts.map((host) => ({ app, host, path }));
}

function nameOf({ host, path }: Route): string {
  return `${host ?? 'every host name'}${withSlash(path)}`;
}

// A host name has at most 253 characters, and a path counts less than any of them.
function weight({ host, path }: Route): number {
  const name = host === undefined ? 0 : host.startsWith('*') ? host.length : 1000 + host.length;
  return name * 100_000 + path.length;
}

function condition({ host, path }: Route): string {
  const parts = [
    ...(host === undefined ? [] : [hostCondition(host)]),
    ...(path === '/' ? [] : [`{ path,concat(/) -m beg ${withSlash(path)} }`]),
  ];
  return parts.length === 0 ? '' : ` if ${parts.join(' ')}`;
}

function hostCondition(host: string): string {
  const [match, text] = host.startsWith('*') ? ['end', host.slice(1)] : ['str', host];
  return `{ req.hdr(host),host_only,lower -m ${match} ${text} }`;
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
