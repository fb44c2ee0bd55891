/** A server of the application's backend, as the configuration file names it. */
export interface Server {
  readonly name: string;
  readonly address: string;
}

/** The proxy's server of a release. */
export function serverName(releaseId: string): string {
  return `r-${releaseId}`;
}

const owner = (app: string): string => `# Written by plab for ${app}; each deployment writes it anew.`;

/** The whole HAProxy configuration of a host that serves one application from one release. */
export function renderConfig(app: string, server: Server, socket: string): string {
  return `${owner(app)}
global
  log stdout format raw local0 warning
  user haproxy
  group haproxy
  stats socket ${socket} mode 660 group haproxy level admin expose-fd listeners
  hard-stop-after 10m

defaults
  mode http
  log global
  option idle-close-on-response
  option redispatch 1
  option forwardfor
  retries 3
  retry-on conn-failure
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  timeout http-request 10s
  timeout http-keep-alive 75s
  timeout queue 10s
  timeout tunnel 1h

frontend web
  bind :80
  default_backend app

backend app
  balance leastconn
  server ${server.name} ${server.address}
`;
}

/**
 * What a configuration serves that a deployment of `app` must not overwrite: another application of ours, or the first
 * section that somebody else wrote. Undefined for our own, and for one that serves nothing or says that it may go.
 */
export function foreignUse(config: string, app: string): string | undefined {
  const ours = /^# Written by plab for ([a-z][a-z0-9-]*);/.exec(config)?.[1];
  if (ours !== undefined) return ours === app ? undefined : `the application ${ours}`;
  if (/^# A deployment by plab may replace this file\./m.test(config)) return undefined;
  return /^(?:frontend|backend|listen)\b.*$/m.exec(config)?.[0].trim();
}
