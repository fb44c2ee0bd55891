import { createHash } from 'node:crypto';
import { backendLines } from './backend.ts';
import { appLine, type ProxiedApp } from './entry.ts';
import { certificateFile } from './files.ts';
import { routeLines } from './routes.ts';
import { proxyRuntimeSocket } from './sockets.ts';

/** The ring in the proxy's memory that has a line for each request that ended. */
export const requestRing = 'requests';

/** Ring size in bytes: the last 5 000 requests or so, 60 bytes each. */
const ringSize = 262_144;

/** One line a request; watch/request-line.ts reads it. */
const requestLine = '%s %ST %Tr %rc %ts %Ts.%ms';

/** The first line of every file that is ours. */
export const ownHeader = '# Written by plab: one line for each application, all else is made from those.';

/** The whole HAProxy configuration of a host. */
export function renderConfig(apps: readonly ProxiedApp[]): string {
  return `${ownHeader}
${apps.map((app) => `${appLine(app)}\n`).join('')}
global
  description ${structureOf(apps)}
  log stdout format raw local0 warning
  user haproxy
  group haproxy
  stats socket ${proxyRuntimeSocket} mode 660 group haproxy level admin expose-fd listeners
  # Whoever watches a release reads from it for as long as there is no request.
  stats timeout 1h
  hard-stop-after 10m
  ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets

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
${tlsBind(apps)}  option dontlognull
  log ring@${requestRing} local0
  log-format "${requestLine}"
  http-request set-header X-Forwarded-Proto https if { ssl_fc }
  http-request set-header X-Forwarded-Proto http unless { ssl_fc }
${routeLines(apps).join('\n')}
  default_backend ${nowhere}

# No application has a minus and an underscore in its name.
backend ${nowhere}
  http-request return status 404 content-type text/plain string "no application has this address\\n"
${apps.map((app) => `\n${backendLines(app).join('\n')}\n`).join('')}`;
}

const nowhere = 'plab_nowhere';

/**
 * What a running proxy tells of the file that it read (`show info`), without what is changed at run time: which release
 * serves. A proxy whose file has another structure has to be reloaded.
 */
export function structureOf(apps: readonly ProxiedApp[]): string {
  const lasting = apps.map((app) => ({ ...app, server: undefined }));
  return createHash('sha256').update(JSON.stringify(lasting)).digest('hex').slice(0, 16);
}

function tlsBind(apps: readonly ProxiedApp[]): string {
  const files = apps.flatMap(({ app, tls }) => (tls === undefined ? [] : `crt ${certificateFile(app)}`));
  return files.length === 0 ? '' : `  bind :443 ssl strict-sni alpn h2,http/1.1 ${files.join(' ')}\n`;
}
