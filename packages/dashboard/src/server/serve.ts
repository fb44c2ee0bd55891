import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Collected } from '../collect.ts';
import { type Assets, readAssets } from './assets.ts';
import { answer, refuses } from './guard.ts';
import { stream } from './stream.ts';

export interface Served {
  /** Only who knows it gets anything: the address of a page is open to every user of a machine. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves the page on 127.0.0.1; port 0 takes a free one. Errors: those of `listen`, such as EADDRINUSE. */
export async function serve(collected: Collected, port: number): Promise<Served> {
  const assets = await readAssets();
  const key = randomBytes(12).toString('base64url');
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!refuses(request, response, taken)) route(request, response, { collected, assets, key });
  });
  return {
    url: `http://127.0.0.1:${taken}/${key}/`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

interface Site {
  readonly collected: Collected;
  readonly assets: Assets;
  readonly key: string;
}

function route(request: IncomingMessage, response: ServerResponse, { collected, assets, key }: Site): void {
  const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
    [`/${key}/`]: ['text/html', assets.html],
    [`/${key}/page.js`]: ['text/javascript', assets.script],
    [`/${key}/style.css`]: ['text/css', assets.style],
    [`/${key}/icon.svg`]: ['image/svg+xml', assets.icon],
  };
  const path = request.url?.replace(/\?.*/, '') ?? '';
  if (path === `/${key}/events` && request.method === 'GET') return stream(response, collected);
  const file = Object.hasOwn(files, path) ? files[path] : undefined;
  if (file === undefined) return void answer(response, 404, 'there is nothing here');
  const [type, text] = file;
  response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8` }).end(text);
}
