import swagger from '@fastify/swagger';
import packageJson from '../package.json' with { type: 'json' };
import { createServer } from '../src/server.ts';
import { settingsFrom } from '../src/settings.ts';
import type { TaskStore } from '../src/storage/store.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** The OpenAPI 3.1 document of the server, made from the schemas of its routes. */
export async function openApiDocument(): Promise<{ [name: string]: Json }> {
  const app = createServer({
    settings: settingsFrom({ LOG_LEVEL: 'silent' }),
    store: unusedStore,
    prepare: (app) => void app.register(swagger, { openapi: frame }),
  });
  await app.ready();
  const { paths, ...rest } = structuredClone(app.swagger()) as unknown as { [name: string]: Json };
  await app.close();
  const schemas: { [name: string]: Json } = {};
  const withReferences = hoist(paths ?? {}, schemas);
  const components = { ...(rest['components'] as object), schemas: sorted(schemas) };
  return { ...rest, components, paths: withReferences };
}

const frame = {
  openapi: '3.1.0' as const,
  info: {
    title: 'Task API',
    description: 'Tasks: created, listed, changed, completed, deleted.',
    version: packageJson.version,
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  components: {
    securitySchemes: {
      token: { type: 'http' as const, scheme: 'bearer', description: 'Where the server wants tokens' },
    },
  },
  security: [{}, { token: [] }],
};

const unusedStore = { close: async () => undefined } as unknown as TaskStore;

/** Schemas with a title go to the components, under that name, and are referred to. */
function hoist(value: Json, schemas: { [name: string]: Json }): Json {
  if (Array.isArray(value)) return value.map((each) => hoist(each, schemas));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([name, each]) => [name, hoist(each, schemas)] as const);
  const { title, ...rest } = Object.fromEntries(entries);
  if (typeof title !== 'string' || !('type' in rest)) return Object.fromEntries(entries);
  schemas[title] = rest;
  return { $ref: `#/components/schemas/${title}` };
}

function sorted(schemas: { [name: string]: Json }): { [name: string]: Json } {
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
}
