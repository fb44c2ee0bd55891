import { dirname } from 'node:path/posix';
import { proxyConfigFile } from './sockets.ts';

/** Folder of the files beside the proxy's configuration: pages, certificates, switches. */
export const proxyFolder: string = `${dirname(proxyConfigFile)}/plab`;

/** Certificate, chain and private key of an application, readable by its owner only. */
export function certificateFile(app: string): string {
  return `${proxyFolder}/${app}.pem`;
}

/** What `maintenance on` answers. */
export function pageFile(app: string): string {
  return `${proxyFolder}/${app}.maintenance.html`;
}

/** Has the line `on` during maintenance; HAProxy reads it when it starts, and is told of changes. */
export function switchFile(app: string): string {
  return `${proxyFolder}/${app}.maintenance`;
}
