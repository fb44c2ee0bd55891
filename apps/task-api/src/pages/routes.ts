import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { docsPage } from './docs.ts';
import openapi from './openapi.json' with { type: 'json' };

const html = 'text/html; charset=utf-8';

/** The page that shows tasks, the API as a page to read, and what both need; each is made when it is first asked for. */
export function addPages(app: FastifyInstance): void {
  const files = {
    '/': [html, () => asset('home.html')],
    '/home.js': ['text/javascript; charset=utf-8', () => asset('home.js')],
    '/style.css': ['text/css; charset=utf-8', () => asset('style.css')],
    '/icon.svg': ['image/svg+xml', () => asset('icon.svg')],
    '/docs': [html, docsPage],
    '/openapi.json': ['application/json; charset=utf-8', () => JSON.stringify(openapi)],
  } as const;
  const schema: object = { hide: true };
  for (const [path, [type, make]] of Object.entries(files)) {
    let text: string | undefined;
    app.get(path, { schema }, async (_request, reply) =>
      reply.header('Content-Type', type).send((text ??= make())),
    );
  }
}

function asset(name: string): string {
  return readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8');
}
