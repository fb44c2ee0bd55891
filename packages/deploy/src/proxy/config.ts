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

/** The ring in the proxy's memory that has a line for each request that ended. */
export const requestRing = 'requests';

/** Ring size in bytes: the last 5 000 requests or so, 60 bytes each. */
const ringSize = 262_144;

/** One line a request; watch/request-line.ts reads it. */
const requestLine = '%s %ST %Tr %rc %ts %Ts.%ms';

/** What a host's proxy serves. */
export interface Configuration {
  readonly app: string;
  readonly server: Server;
  /** Path of the runtime socket. */
  readonly socket: string;
  /** A second release, without traffic until it is given some. A cookie then keeps each client at the one it met first. */
  readonly canary?: Server;
}

/** The whole HAProxy configuration of a host that serves one application from one release. */
export function renderConfig({ app, server, socket, canary }: Configuration): string {
  return `${owner(app)}
global
  log stdout format raw local0 warning
  user haproxy
  group haproxy
  stats socket ${socket} mode 660 group haproxy level admin expose-fd listeners
  # Whoever watches a release reads from it for as long as there is no request.
  stats timeout 1h
  hard-stop-after 10m

ring ${requestRing}
  format raw
  maxlen 256
  size ${ringSize}

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
  option dontlognull
  log ring@${requestRing} local0
  log-format "${requestLine}"
  default_backend app

backend app
  balance roundrobin
${serverLines(server, canary).join('\n')}
`;
}

function serverLines(server: Server, canary: Server | undefined): string[] {
  const line = ({ name, address }: Server, weight: number): string =>
    `  server ${name} ${address} weight ${weight}`;
  if (canary === undefined) return [line(server, fullWeight)];
  return [
    '  cookie plab-release insert indirect nocache httponly',
    `${line(server, fullWeight)} cookie ${server.name}`,
    `${line(canary, 0)} cookie ${canary.name} disabled`,
  ];
}

/** Weights are percents of the traffic. */
export const fullWeight = 100;

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
