import { type Nodes, type ProxiedApp, type Server, serversOf } from './entry.ts';
import { pageFile, switchFile } from './files.ts';

/** Weights are percents of the traffic. */
export const fullWeight = 100;

/**
 * One of several containers that takes no connection is left out until it does again: half a second, where a try would
 * take the three that the kernel looks for an address that is gone. A single one is tried all the same.
 */
export const replicaCheck = 'check inter 1s fastinter 200ms rise 1 fall 2';

const mebibyte = 1024 * 1024;

/** The part of the configuration file that is one application's alone. */
export function backendLines(app: ProxiedApp): string[] {
  return [
    `backend ${app.app}`,
    '  balance roundrobin',
    ...timeoutLines(app),
    ...challengeLines(app),
    ...tlsLines(app),
    ...maintenanceLines(app),
    ...bodyLines(app),
    ...stripLines(app),
    ...serverLines(app),
  ];
}

function timeoutLines({ timeouts }: ProxiedApp): string[] {
  return [
    `  timeout connect ${milliseconds(timeouts.connect)}`,
    `  timeout server ${milliseconds(timeouts.answer)}`,
    `  timeout tunnel ${milliseconds(timeouts.tunnel)}`,
  ];
}

/** Any challenge is answered for our account alone, so the proxy need not be told of each. */
function challengeLines({ acme }: ProxiedApp): string[] {
  if (acme === undefined) return [];
  const challenge = String.raw`{ path -m reg ^/\.well-known/acme-challenge/[A-Za-z0-9_-]+$ }`;
  return [
    `  http-request return status 200 content-type text/plain lf-string %[path,field(4,/)].${acme} if ${challenge}`,
  ];
}

function tlsLines({ tls }: ProxiedApp): string[] {
  if (tls === undefined) return [];
  const { redirect, hsts } = tls;
  return [
    ...(redirect ? ['  http-request redirect scheme https code 308 unless { ssl_fc }'] : []),
    ...(hsts === undefined
      ? []
      : [`  http-response set-header Strict-Transport-Security max-age=${hsts} if { ssl_fc }`]),
  ];
}

function maintenanceLines({ app }: ProxiedApp): string[] {
  const page = `content-type "text/html; charset=utf-8" hdr Retry-After 60 hdr Cache-Control no-store file ${pageFile(app)}`;
  return [`  http-request return status 503 ${page} if { str(on) -m str -f ${switchFile(app)} }`];
}

/** By the length that a request declares. One without any gives its length up, and may be as long as it likes to HAProxy. */
function bodyLines({ body }: ProxiedApp): string[] {
  if (body === undefined) return [];
  return [
    `  http-request deny status 413 if { req.hdr_val(content-length) gt ${Math.floor(body * mebibyte)} }`,
    '  http-request deny status 411 if { req.hdr(transfer-encoding) -m found }',
  ];
}

function stripLines({ strip, path }: ProxiedApp): string[] {
  const bare = path.replace(/\/$/, '').replaceAll('.', String.raw`\.`);
  return strip && bare !== '' ? [`  http-request replace-path ^${bare}/?(.*) /\\1`] : [];
}

function serverLines({ server, canary, nodes }: ProxiedApp): string[] {
  if (nodes !== undefined) return nodeLines(nodes);
  if (server === undefined) return [];
  const lines = releaseLines(server, fullWeight);
  if (canary === undefined) return lines.map(({ line }) => line);
  return [
    '  cookie plab-release insert indirect nocache httponly',
    ...lines.map(({ line, name }) => `${line} cookie ${name}`),
    ...releaseLines(canary, 0).map(({ line, name }) => `${line} cookie ${name} disabled`),
  ];
}

function releaseLines(server: Server, weight: number): { readonly name: string; readonly line: string }[] {
  const all = serversOf(server);
  const check = all.length > 1 ? ` ${replicaCheck}` : '';
  return all.map((each) => ({ name: each.name, line: `${serverLine(each, weight)}${check}` }));
}

/**
 * No connection to a container is kept: what it closes when it stops must be no request's. One that refuses is passed
 * over at once; a GET is tried again also when it got no answer.
 */
function nodeLines({ servers, health }: Nodes): string[] {
  return [
    '  option http-server-close',
    '  retry-on conn-failure empty-response',
    '  http-request disable-l7-retry unless METH_GET',
    '  timeout check 2s',
    ...healthLines(health),
    // 2.4 s to come back: longer than the 2 s that Swarm gives before SIGTERM to one that was taken out.
    '  default-server check inter 300ms rise 8 fall 2',
    ...servers.map((server) => serverLine(server, fullWeight)),
  ];
}

function healthLines(health: Nodes['health']): string[] {
  if (health === undefined) return [];
  return [
    '  option httpchk',
    `  http-check send meth GET uri ${health.path} ver HTTP/1.1 hdr Host localhost hdr Connection close`,
    `  http-check expect status ${health.status}`,
  ];
}

function serverLine({ name, address }: Server, weight: number): string {
  return `  server ${name} ${address} weight ${weight}`;
}

function milliseconds(seconds: number): string {
  return `${Math.round(seconds * 1000)}ms`;
}
