import { proxyMasterSocket, proxyRuntimeSocket } from '../../proxy/sockets.ts';

/** The proxy's file before the first deployment, which may replace it: it answers 503. */
export const emptyProxyConfig: string = `# A deployment by plab may replace this file.
global
  log stdout format raw local0 warning
  user haproxy
  group haproxy
  stats socket ${proxyRuntimeSocket} mode 660 group haproxy level admin expose-fd listeners

defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s

frontend web
  bind :80
  http-request return status 503 content-type text/plain string "nothing is deployed here yet\\n"
`;

/** The options of the proxy's service: a master that reloads, with a socket for deployments. */
export function proxyOptions(variable: string): string {
  return `# Written by plab host setup.\n${variable}="-W -S ${proxyMasterSocket},mode,660,group,haproxy"\n`;
}

/** tmpfiles.d(5): the folder of the proxy's sockets, at each start of the host. */
export const runtimeFolder = 'd /run/haproxy 2775 haproxy haproxy -';
